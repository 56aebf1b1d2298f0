import './zod-without-eval.ts';
import './styles.css';
import { applyTheme, consoleCatalogue, startTranslations } from '@lapwing/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueries } from './queries.ts';
import { makeRouter } from './router.tsx';

applyTheme();
await startTranslations(consoleCatalogue);
const queries = makeQueries();
const router = makeRouter(queries);
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
