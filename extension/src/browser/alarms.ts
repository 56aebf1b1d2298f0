import { browser } from 'wxt/browser';

/** Wakes the background every `periodInMinutes` (at least 0.5), until disarmed. */
export async function armAlarm(name: string, periodInMinutes: number): Promise<void> {
  const armed = await browser.alarms.get(name);
  if (armed?.periodInMinutes !== periodInMinutes) await browser.alarms.create(name, { periodInMinutes });
}

export async function disarmAlarm(name: string): Promise<void> {
  await browser.alarms.clear(name);
}

/** Names of the alarms that are armed. */
export async function armedAlarms(): Promise<string[]> {
  return (await browser.alarms.getAll()).map(({ name }) => name);
}

export async function disarmAllAlarms(): Promise<void> {
  await browser.alarms.clearAll();
}

export function onAlarm(name: string, listener: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) listener();
  });
}
