// Runs before the first paint, as a file of its own because the content security policy forbids inline scripts.
try {
  const theme = localStorage.getItem('lapwing.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be blocked; the page then follows the device.
}
