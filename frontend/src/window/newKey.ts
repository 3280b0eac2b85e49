/** A key for one attempt to register. `crypto.randomUUID` is missing on plain HTTP in a hall's own network. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
