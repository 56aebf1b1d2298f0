import type { QueryClient } from '@tanstack/react-query';
import { auth } from '../api/auth-client.ts';

/** Ends the session and forgets everything this page had loaded. */
export async function signOut(queries: QueryClient): Promise<void> {
  await auth.signOut();
  queries.clear();
  window.location.assign('/sign-in');
}
