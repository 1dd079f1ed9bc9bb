import { randomBytes, timingSafeEqual } from 'node:crypto';

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function equal(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Who may talk to the loopback shell: a link that works once gives a cookie, and the cookie is asked
 * for at every request. Cookies ignore ports, so the name carries the port.
 */
export class Door {
  readonly #session = secret();
  readonly #cookie: string;
  #token: string | null = secret();

  constructor(port: number) {
    this.#cookie = `katydid_${port}`;
  }

  /** The token of the link that has not been used yet; a used one is replaced. */
  get token(): string {
    this.#token ??= secret();
    return this.#token;
  }

  /** Uses the link up; the Set-Cookie value, or null where the token is not the open one. */
  enter(token: string): string | null {
    if (this.#token === null || !equal(token, this.#token)) return null;
    this.#token = null;
    return `${this.#cookie}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }

  knows(cookieHeader: string | undefined): boolean {
    const prefix = `${this.#cookie}=`;
    return (cookieHeader ?? '')
      .split(/; */)
      .some((pair) => pair.startsWith(prefix) && equal(pair.slice(prefix.length), this.#session));
  }
}
