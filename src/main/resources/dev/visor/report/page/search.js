// Searches the pages of a site by an index that lies beside them as a script: a page in a folder may not read files.
(() => {
  'use strict';
  const box = document.querySelector('.find');
  const pages = window.visorIndex && window.visorIndex.pages;
  if (!box || !pages) return;
  const most = 12;
  const root = document.documentElement.dataset.root || '';

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  }

  const input = element('input', {type: 'search', id: 'search', placeholder: 'Search the board', autocomplete: 'off',
    'aria-label': 'Search defenses, attacks, recognizers, runs and claims'});
  const list = element('ol', {'aria-label': 'Found'});
  const told = element('div', {role: 'status', class: 'skip'});
  box.append(input, list, told);
  const texts = pages.map(page => `${page.title} ${page.kind} ${page.words}`.toLowerCase());

  // A page whose name begins so stands before one whose name holds it, and that before one that speaks of it.
  function weight(page, words) {
    const title = page.title.toLowerCase();
    return words.reduce((sum, word) => sum + (title.startsWith(word) ? 0 : title.includes(word) ? 1 : 2), 0);
  }

  function find() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = !words.length ? [] : pages
      .map((page, index) => ({page, index, weight: weight(page, words)}))
      .filter(one => words.every(word => texts[one.index].includes(word)))
      .sort((a, b) => a.weight - b.weight || a.index - b.index);
    list.replaceChildren(...found.slice(0, most).map(({page}) => element('li', {},
      element('a', {href: root + page.path}, page.title, element('small', {}, `${page.kind} · ${page.words.slice(0, 110)}`)))));
    if (words.length && !found.length) list.append(element('li', {class: 'none'}, 'Nothing found'));
    told.textContent = words.length ? `${found.length} found` : '';
  }

  const links = () => Array.from(list.querySelectorAll('a'));
  input.addEventListener('input', find);
  box.addEventListener('keydown', event => {
    const all = [input].concat(links());
    const at = all.indexOf(document.activeElement);
    if (event.key === 'ArrowDown' && at + 1 < all.length) all[at + 1].focus();
    else if (event.key === 'ArrowUp' && at > 0) all[at - 1].focus();
    else if (event.key === 'Escape') {
      input.value = '';
      find();
      input.focus();
    } else if (event.key === 'Enter' && at === 0 && all.length > 1) all[1].click();
    else return;
    event.preventDefault();
  });
  list.addEventListener('click', event => {
    if (event.target.closest('a')) {
      input.value = '';
      list.replaceChildren();
    }
  });
})();
