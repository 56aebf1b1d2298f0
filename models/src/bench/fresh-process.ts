import { loadModel } from '../infer/load-model.ts';

// A process that only serves: loads the model named on the command line, scores what it is sent, and says what it holds.

const model = await loadModel(process.argv[2]);
await model.score([{ text: 'The first post' }]);
process.on('message', async (texts) => {
  if (!Array.isArray(texts)) return;
  for (let from = 0; from < texts.length; from += 64) {
    const posts = texts.slice(from, from + 64).map((text: unknown) => ({ text: String(text) }));
    await model.score(posts, { explain: true });
  }
  process.send?.({ rss: process.memoryUsage.rss() });
});
process.send?.('ready');
