// Runs before anything is shown: says that there is a script, and keeps the colors that the reader chose.
document.documentElement.classList.add('js');
try {
  const theme = localStorage.getItem('visor-theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch (refused) {
  // A browser that keeps nothing follows the system.
}
