import { useToday } from "../app/session";
import { useAddress } from "../app/useAddress";
import { type RegionAddress, readAddress, writeAddress } from "./regionAddress";

/** Given what the address says now, what it is to say. */
export type ChangeRegion = (made: (now: RegionAddress) => RegionAddress) => void;

/** What a page of a region shows, and how to change a part of it. */
export function useRegionAddress(): [RegionAddress, ChangeRegion] {
  const today = useToday();
  const [params, readdress] = useAddress();
  const change: ChangeRegion = (made) =>
    readdress((now) => writeAddress(made(readAddress(now, today))), { preventScrollReset: true });
  return [readAddress(params, today), change];
}
