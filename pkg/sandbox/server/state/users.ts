import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '../types.ts';

export interface User {
  id: number;
  /** Grafana's identifier for people, fourteen characters. */
  uid: string;
  login: string;
  name: string;
  email: string;
  password: string;
  role: Role;
  isGrafanaAdmin: boolean;
  createdAt: string;
}

/** The three people everybody starts with; each one's password is the login. */
export function initialUsers(): User[] {
  return (['Admin', 'Editor', 'Viewer'] as const).map((role, index) => {
    const login = role.toLowerCase();
    const email = role === 'Admin' ? 'admin@localhost' : `${login}@example.test`;
    return createUser({ id: index + 1, login, email, password: login, role, isGrafanaAdmin: role === 'Admin' });
  });
}

/** A person with what Grafana makes up about them. */
export function createUser(
  given: Pick<User, 'id' | 'login' | 'password' | 'role'> & Partial<Pick<User, 'name' | 'email' | 'isGrafanaAdmin'>>
): User {
  const { login } = given;
  return {
    name: login,
    email: `${login}@example.test`,
    isGrafanaAdmin: false,
    ...given,
    uid: newUid(),
    createdAt: secondsIso(),
  };
}

/** An identifier that looks like those Grafana makes up. */
export function newUid(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  return [...randomBytes(14)].map((byte) => letters[byte % letters.length]).join('');
}

/** Now in ISO 8601 without fractions of a second, as Grafana writes times in JSON. */
export function secondsIso(now = new Date()): string {
  return now.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Where Grafana serves a person's picture. */
export function avatarUrl(email: string): string {
  return `/avatar/${createHash('md5').update(email.trim().toLowerCase()).digest('hex')}`;
}
