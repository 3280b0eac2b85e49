import { Client, cacheExchange, fetchExchange } from "urql";
import { confirmingFetch } from "./confirmingFetch";

/** Django's CSRF cookie; empty before the first page has set it, which the server then refuses loudly. */
export function csrfToken(cookies: string): string {
  const pair = cookies.split("; ").find((part) => part.startsWith("csrftoken="));
  return pair ? decodeURIComponent(pair.slice("csrftoken=".length)) : "";
}

export const client = new Client({
  url: "/graphql/",
  exchanges: [cacheExchange, fetchExchange],
  preferGetMethod: false,
  fetch: confirmingFetch,
  fetchOptions: () => ({ credentials: "same-origin", headers: { "X-CSRFToken": csrfToken(document.cookie) } }),
});
