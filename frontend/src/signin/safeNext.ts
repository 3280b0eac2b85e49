/** Where to go after signing in: a path of this site or the start page, never another host (`//evil`, `/\evil`). */
export function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/.test(next) && !next.startsWith("/sign-in") ? next : "/";
}
