import { z } from 'zod';

// Zod tries once whether it may compile code. Our CSP says no, and browsers log even an attempt that was expected to fail.
z.config({ jitless: true });
