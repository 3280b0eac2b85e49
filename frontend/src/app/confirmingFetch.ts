/** Asks the person who he is; true once he has said so. */
export type AskIdentity = () => Promise<boolean>;

const asking: { ask: AskIdentity | null } = { ask: null };

/** The dialog of the shell answers from now on; returns how it stops. */
export function answerWith(ask: AskIdentity): () => void {
  asking.ask = ask;
  return () => {
    if (asking.ask === ask) asking.ask = null;
  };
}

/** Whether a mutation was refused because it is too long ago that the person gave his password. */
export function wantsIdentity(body: unknown): boolean {
  const data = (body as { data?: Record<string, { errors?: { code?: string }[] } | null> | null } | null)?.data ?? {};
  return Object.values(data).some((payload) => payload?.errors?.some?.(({ code }) => code === "CONFIRM_IDENTITY"));
}

/** `fetch` for GraphQL: what wants an identity confirmed first is sent again after that, and nobody else needs to know. */
export const confirmingFetch: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  if (asking.ask === null || !answer.ok || !wantsIdentity(await answer.clone().json())) return answer;
  return (await asking.ask()) ? fetch(input, init) : answer;
};
