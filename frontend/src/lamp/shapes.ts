import type { Lamp } from "../gql/graphql";

/** Disc, triangle, octagon, two bars and a ring: told apart in black and white, too. */
export const SHAPES: Record<Lamp, string> = {
  GREEN: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z",
  YELLOW: "M8 1 15.500 14.500H.5z",
  RED: "M5 .8h6L15.200 5v6L11 15.200H5L.8 11V5z",
  PAUSED: "M3 2h3.600v12H3zM9.400 2H13v12H9.400z",
  NO_DATA: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9z",
};
