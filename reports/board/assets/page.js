// Enhances a page that is whole without it: sorting, filters, copies, and what lies behind a number.
(() => {
  'use strict';
  const root = document.documentElement;
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => {
      if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
      else made.setAttribute(key, value);
    });
    made.append(...children);
    return made;
  }

  const announced = element('div', {role: 'status', class: 'skip'});
  document.body.append(announced);
  const announce = text => { announced.textContent = text; };

  // Colors: the system's, or the reader's own.
  function themes() {
    const names = ['system', 'light', 'dark'];
    const select = element('select', {id: 'theme'}, ...names.map(name => element('option', {value: name}, name)));
    select.value = root.dataset.theme || 'system';
    select.addEventListener('change', () => {
      if (select.value === 'system') delete root.dataset.theme;
      else root.dataset.theme = select.value;
      try {
        if (select.value === 'system') localStorage.removeItem('visor-theme');
        else localStorage.setItem('visor-theme', select.value);
      } catch (refused) { /* A browser that keeps nothing follows the system next time. */ }
    });
    const nav = document.querySelector('.contents > details');
    nav.append(element('p', {class: 'switch'}, element('label', {for: 'theme'}, 'Colors '), select));
    // On a phone the contents would cover the page.
    if (matchMedia('(max-width: 60rem)').matches) nav.open = false;
    return nav;
  }

  // Sections: a link opens what it leads to; paper shows everything.
  function reveal(target) {
    for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    const own = target.querySelector(':scope > details.part');
    if (own) own.open = true;
  }

  function sections(nav) {
    const links = new Map(all('.contents a[href^="#"]').map(link => [link.getAttribute('href').slice(1), link]));
    const seen = new IntersectionObserver(entries => entries.forEach(entry => {
      if (!entry.isIntersecting) return;
      links.forEach(link => link.removeAttribute('aria-current'));
      const link = links.get(entry.target.id);
      if (link) link.setAttribute('aria-current', 'true');
    }), {rootMargin: '0px 0px -80% 0px'});
    links.forEach((link, id) => {
      const section = document.getElementById(id);
      if (section) seen.observe(section);
    });
    document.addEventListener('click', event => {
      const link = event.target.closest('a[href^="#"]');
      if (!link) return;
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (target) reveal(target);
      if (nav.contains(link) && matchMedia('(max-width: 60rem)').matches) nav.open = false;
    });
    let closed = [];
    addEventListener('beforeprint', () => {
      closed = all('details:not([open])');
      closed.forEach(details => { details.open = true; });
    });
    addEventListener('afterprint', () => closed.forEach(details => { details.open = false; }));
  }

  // Faces: the second over the first, cut where the slider stands.
  function pairs() {
    all('.pairs').forEach((figure, index) => {
      if (!figure.querySelector('.pair img + img')) return;
      figure.classList.add('laid');
      const id = `slider-${index}`;
      const slider = element('input', {type: 'range', id, min: 0, max: 100, value: 50});
      slider.addEventListener('input', () => figure.style.setProperty('--cut', `${slider.value}%`));
      const [before, after] = all('.pair:first-child img', figure).map(img => img.alt.split(' photo')[0]);
      figure.querySelector('.row').after(
        element('label', {for: id}, after, slider, before));
    });
  }

  // Tables: what a cell says, for sorting and copies.
  const main = cell => Array.from(cell.childNodes)
    .filter(node => !(node.nodeType === 1 && ['SMALL', 'SUP'].includes(node.tagName)))
    .map(node => node.textContent).join('').trim();
  const number = text => {
    const found = text.replace(/−/g, '-').replace(/,(?=\d{3})/g, '').match(/^[+-]?\d+(\.\d+)?/);
    return found ? +found[0] : NaN;
  };
  const head = table => Array.from(table.tHead.rows[0].cells);
  const rows = table => Array.from(table.tBodies).flatMap(body => Array.from(body.rows));
  const visible = cells => cells.filter(cell => !cell.classList.contains('filtered') && !cell.classList.contains('plot'));

  function sortable(table) {
    head(table).forEach((th, column) => {
      if (th.classList.contains('plot')) return;
      const button = element('button', {type: 'button'});
      button.append(...th.childNodes);
      th.append(button);
      button.addEventListener('click', () => {
        const down = th.getAttribute('aria-sort') !== 'descending' && th.classList.contains('number')
          || th.getAttribute('aria-sort') === 'ascending';
        const texts = new Map(rows(table).map(row => [row, main(row.cells[column])]));
        const numeric = Array.from(texts.values()).some(text => !Number.isNaN(number(text)));
        const key = row => numeric ? number(texts.get(row)) : texts.get(row);
        const order = down ? d3.descending : d3.ascending;
        // What is no number stands last, whichever way.
        const sorted = rows(table).sort((a, b) => numeric
          ? (Number.isNaN(key(a)) - Number.isNaN(key(b))) || order(key(a), key(b)) || 0
          : order(key(a), key(b)));
        table.tBodies[0].append(...sorted);
        table.classList.add('sorted');
        head(table).forEach(other => other.removeAttribute('aria-sort'));
        th.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        announce(`sorted by ${button.textContent}, ${down ? 'falling' : 'rising'}`);
      });
    });
  }

  // Copies: the rows that are shown, with what stands below a number.
  function copied(table, details) {
    const line = cells => visible(cells).map(cell => {
      const more = all('small', cell).map(small => small.textContent);
      return main(cell) + (details && more.length ? ` [${more.join('; ')}]` : '');
    });
    return [visible(head(table)).map(th => th.textContent.trim())]
      .concat(rows(table).filter(row => !row.classList.contains('filtered')).map(row => line(Array.from(row.cells))));
  }

  const latexCharacter = {'\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}',
    '–': '--', '−': '$-$', '×': '$\\times$', '±': '$\\pm$', '≥': '$\\geq$', '†': '\\dag{}', '<': '$<$', '>': '$>$'};
  const latexText = text => text.replace(/[\\~^–−×±≥†<>]|[{}$&#%_]/g, c => latexCharacter[c] || `\\${c}`);
  const formats = {
    CSV: table => d3.csvFormatRows(copied(table, true).map(row => row.map(text =>
      // A spreadsheet takes such a text for a formula.
      /^[=@\t]|^[+-](?![\d.])/.test(text) ? `'${text}` : text))) + '\n',
    Markdown: table => copied(table, true).map((row, index) => {
      const line = `| ${row.map(text => text.replace(/[\\|<>`*_[\]]/g, '\\$&')).join(' | ')} |`;
      return index ? line : `${line}\n|${' --- |'.repeat(row.length)}`;
    }).join('\n') + '\n',
    LaTeX: table => {
      const lines = copied(table, false).map(row => `${row.map(latexText).join(' & ')} \\\\`);
      const columns = visible(head(table)).map(th => th.classList.contains('number') ? 'r' : 'l').join('');
      return `\\begin{tabular}{${columns}}\n\\toprule\n${lines[0]}\n\\midrule\n${lines.slice(1).join('\n')}\n\\bottomrule\n\\end{tabular}\n`;
    },
  };

  async function copy(text, what) {
    try {
      await navigator.clipboard.writeText(text);
    } catch (refused) {
      // A page from a file may not be given the clipboard.
      const area = element('textarea', {'aria-hidden': 'true'});
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    announce(`${what} copied`);
  }

  function copyable(table) {
    const title = table.caption ? (table.caption.querySelector('strong') || table.caption).textContent : 'table';
    const tools = element('div', {class: 'tools', role: 'group', 'aria-label': `Copy: ${title}`}, 'Copy as');
    Object.entries(formats).forEach(([name, format]) => tools.append(
      element('button', {type: 'button', onclick: event => {
        copy(format(table), name);
        event.target.textContent = `${name} ✓`;
      }}, name)));
    table.parentElement.before(tools);
  }

  // Hints: what a cell of a heat map holds beyond its number.
  const hint = element('div', {id: 'hint', hidden: ''});
  document.body.append(hint);
  let pinned = null;
  const prefixed = key => `#trials=${encodeURIComponent(key)}`;

  function point(at, ...children) {
    hint.replaceChildren(...children);
    hint.hidden = false;
    const box = at.getBoundingClientRect();
    const left = Math.min(box.left, root.clientWidth - hint.offsetWidth - 8);
    const above = box.bottom + hint.offsetHeight + 8 > innerHeight && box.top > hint.offsetHeight;
    hint.style.left = `${Math.max(8, left) + scrollX}px`;
    hint.style.top = `${(above ? box.top - hint.offsetHeight - 2 : box.bottom + 2) + scrollY}px`;
  }

  function show(cell) {
    const table = cell.closest('table');
    const names = Array.from(cell.parentElement.cells).filter(c => c.tagName === 'TH').map(main);
    const unmeasured = cell.classList.contains('unmeasured');
    const told = [
      element('strong', {}, names.concat(head(table)[cell.cellIndex].textContent.trim()).join(' · ')),
      element('span', {}, unmeasured ? cell.firstChild.textContent : main(cell)),
      // What a longer line says again is said once.
      ...all('small', cell).map(small => small.textContent)
        .filter((text, index, texts) => !texts.some((other, at) => at !== index && other.includes(text)))
        .map(text => element('div', {}, /^-?[\d.]+–[\d.]+$/.test(text) ? `95 % interval ${text}` : text))];
    if (cell.dataset.trials && document.getElementById(boxOf(cell.dataset.trials).id)) {
      told.push(element('a', {href: prefixed(cell.dataset.trials)}, 'Trials behind this number'));
    }
    point(cell, ...told);
  }

  function hide() {
    pinned = null;
    hint.hidden = true;
  }

  function hints() {
    const cellOf = event => event.target.closest && event.target.closest('.shaded td.heat, .shaded td.unmeasured');
    // One stop of the tab key a table; arrows go on from there.
    all('.shaded table').forEach(table => {
      const cell = table.querySelector('td.heat, td.unmeasured');
      if (cell) cell.tabIndex = 0;
    });
    document.addEventListener('pointerover', event => {
      const cell = cellOf(event);
      if (cell && !pinned) show(cell);
    });
    document.addEventListener('pointerout', event => {
      if (cellOf(event) && !pinned && !hint.contains(event.relatedTarget)) hint.hidden = true;
    });
    document.addEventListener('focusin', event => {
      const cell = cellOf(event);
      if (cell) {
        all('td[tabindex="0"]', cell.closest('table')).forEach(other => { other.tabIndex = -1; });
        cell.tabIndex = 0;
        show(cell);
      } else if (!hint.contains(event.target) && event.target.tagName !== 'circle') {
        hide();
      }
    });
    document.addEventListener('click', event => {
      const cell = cellOf(event);
      if (cell) {
        pinned = cell;
        cell.tabIndex = 0;
        cell.focus({preventScroll: true});
        show(cell);
      } else if (!hint.contains(event.target)) {
        hide();
      }
    });
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape') hide();
      const cell = cellOf(event);
      if (!cell) return;
      const line = Array.from(cell.parentElement.parentElement.parentElement.rows).filter(row => row.offsetParent);
      const step = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]}[event.key];
      if (step) {
        const row = line[line.indexOf(cell.parentElement) + step[0]];
        const next = row && row.cells[cell.cellIndex + step[1]];
        if (next && next.matches('td.heat, td.unmeasured')) {
          next.tabIndex = 0;
          next.focus();
        }
        event.preventDefault();
      } else if (event.key === 'Enter' && cell.dataset.trials) {
        location.hash = prefixed(cell.dataset.trials);
      }
    });
  }

  // Scatters: points of a table, which tell who they are.
  function scatter(box) {
    const table = document.getElementById(box.dataset.table);
    if (!table) return;
    const names = head(table).map(th => th.textContent.trim());
    const [column, height] = [names.indexOf(box.dataset.x), names.indexOf(box.dataset.y)];
    const span = cell => all('small', cell)
      .map(small => small.textContent.match(/^(-?[\d.]+)–(-?[\d.]+)$/)).filter(Boolean)
      .map(found => [+found[1], +found[2]])[0];
    const points = rows(table).map(row => {
      const cells = Array.from(row.cells);
      const stubs = cells.filter(cell => cell.tagName === 'TH').map(main);
      return {
        defense: stubs[stubs.length - 1], name: stubs.filter(stub => stub !== '–').reverse().join(' · '),
        x: number(main(cells[column])), y: number(main(cells[height])),
        acrossX: span(cells[column]), acrossY: span(cells[height]),
      };
    }).filter(p => !Number.isNaN(p.x) && !Number.isNaN(p.y));
    if (points.length < 2) return;

    const [width, tall, margin] = [720, 430, {top: 12, right: 20, bottom: 46, left: 52}];
    const x = d3.scaleLinear(d3.extent(points.flatMap(p => [p.x].concat(p.acrossX || []))), [margin.left, width - margin.right]).nice();
    const y = d3.scaleLinear([0, d3.max(points, p => Math.max(p.y, p.acrossY ? p.acrossY[1] : 0))], [tall - margin.bottom, margin.top]).nice();
    const color = d3.scaleOrdinal(points.map(p => p.defense).filter(d => d !== 'none'), d3.schemeTableau10);
    const paint = p => p.defense === 'none' ? 'var(--muted)' : color(p.defense);
    const svg = d3.create('svg').attr('viewBox', [0, 0, width, tall]).attr('role', 'group')
      .attr('aria-label', `${box.dataset.y} over ${box.dataset.x}, one point a row of the table below`);
    svg.append('g').attr('transform', `translate(0,${y(0)})`).call(d3.axisBottom(x).ticks(6));
    svg.append('g').attr('transform', `translate(${margin.left},0)`).call(d3.axisLeft(y).ticks(5))
      .call(g => g.selectAll('.tick line').clone().attr('x2', width - margin.left - margin.right).attr('stroke-opacity', .12));
    svg.append('text').attr('x', width - margin.right).attr('y', tall - 8).attr('text-anchor', 'end').text(box.dataset.x);
    svg.append('text').attr('transform', `translate(14,${margin.top}) rotate(-90)`).attr('text-anchor', 'end').text(box.dataset.y);
    const line = (from, to, p) => svg.append('line').attr('stroke', paint(p)).attr('stroke-opacity', .6)
      .attr('x1', from[0]).attr('y1', from[1]).attr('x2', to[0]).attr('y2', to[1]);
    points.forEach(p => {
      if (p.acrossX) line([x(p.acrossX[0]), y(p.y)], [x(p.acrossX[1]), y(p.y)], p);
      if (p.acrossY) line([x(p.x), y(p.acrossY[0])], [x(p.x), y(p.acrossY[1])], p);
    });
    svg.selectAll('circle').data(points).join('circle').attr('cx', p => x(p.x)).attr('cy', p => y(p.y)).attr('r', 6)
      .attr('fill', paint).attr('tabindex', 0).attr('role', 'img')
      .attr('aria-label', p => `${p.name}: ${box.dataset.x} ${p.x}, ${box.dataset.y} ${p.y}`)
      .on('pointerenter focus', (event, p) => point(event.target, element('strong', {}, p.name),
        ...[[box.dataset.x, p.x, p.acrossX], [box.dataset.y, p.y, p.acrossY]].map(([name, value, bar]) =>
          element('div', {}, `${name}: ${value}${bar ? ` (${bar.join('–')})` : ''}`))))
      .on('pointerleave blur', hide);
    // A name stands beside its point where there is room; where there is none, the point tells it.
    const taken = points.map(p => [x(p.x) - 6, y(p.y) - 6, x(p.x) + 6, y(p.y) + 6]);
    points.forEach(p => {
      const long = p.name.length * 6.1;
      const place = [[9, 4, 'start'], [-9, 4, 'end'], [0, -10, 'middle'], [0, 18, 'middle']].map(([dx, dy, anchor]) => {
        const left = x(p.x) + dx - (anchor === 'end' ? long : anchor === 'middle' ? long / 2 : 0);
        return {dx, dy, anchor, box: [left, y(p.y) + dy - 11, left + long, y(p.y) + dy + 2]};
      }).find(({box: [l, t, r, b]}) => l > margin.left && r < width
        && taken.every(([l2, t2, r2, b2]) => l > r2 || r < l2 || t > b2 || b < t2));
      if (!place) return;
      taken.push(place.box);
      svg.append('text').attr('x', x(p.x) + place.dx).attr('y', y(p.y) + place.dy)
        .attr('text-anchor', place.anchor).attr('class', 'name').text(p.name);
    });
    box.querySelector('figure').prepend(svg.node());
    box.classList.add('drawn');
  }

  // Filters: by what rows, columns and tables are about, on the whole page.
  function filters() {
    const words = document.getElementById('filter-words');
    if (!words) return;
    const kinds = d3.groups(words.textContent.split('\n').map(line => line.split('\t')), row => row[0])
      .map(([kind, values]) => [kind, values.map(row => row[1])])
      .filter(([, values]) => values.length > 1);
    if (!kinds.length) return;
    const chosen = {};
    const output = element('output', {});
    const bar = element('div', {class: 'filters', role: 'search', 'aria-label': 'Filter all tables'});
    kinds.forEach(([kind, values]) => {
      const id = `filter-${kind}`;
      const select = element('select', {id}, element('option', {value: ''}, 'all'),
        ...values.map(value => element('option', {value}, value)));
      select.addEventListener('change', () => {
        chosen[kind] = select.value;
        apply();
      });
      bar.append(element('label', {for: id}, `${kind} `, select));
    });
    bar.append(output);
    const first = document.querySelector('section.run > section.part, main > section.part');
    first.before(bar);
    // What a link leads to must not hide behind the bar.
    root.style.scrollPaddingTop = `${bar.offsetHeight + 4}px`;
    const is = (text, word) => text.replace(/ \(.*\)$|\*$/g, '') === word;

    function about(table, kind, values) {
      const columns = head(table).map(th => th.textContent.trim());
      const found = columns.map(text => values.find(value =>
        kind === 'FAR' ? new RegExp(`(FAR |/\\S+ )${value.replace('.', '\\.')}$`).test(text) : is(text, value)));
      return {columns: found, stub: columns.indexOf(kind === 'model' ? 'recognizer' : kind)};
    }

    function apply() {
      all('.filtered').forEach(one => one.classList.remove('filtered'));
      all('.table:not(.answer) > table:not(.faces):not(.trials)').forEach(table => {
        const title = table.caption ? table.caption.textContent : '';
        let gone = false;
        kinds.forEach(([kind, values]) => {
          const word = chosen[kind];
          if (!word) return;
          const {columns, stub} = about(table, kind, values);
          if (stub >= 0) {
            rows(table).forEach(row => {
              const text = main(row.cells[stub]);
              const stays = kind === 'defense' && text === 'none' || kind === 'surrogate' && text === '–';
              if (!is(text, word) && !stays) row.classList.add('filtered');
            });
          }
          if (columns.filter(Boolean).length > 1) {
            columns.forEach((value, index) => {
              if (value && value !== word) {
                [head(table)[index]].concat(rows(table).map(row => row.cells[index]))
                  .forEach(cell => cell.classList.add('filtered'));
              }
            });
          }
          const said = title.match({alignment: /alignment (\w+)/, attack: /, attack ([\w.-]+),/, FAR: /at FAR ([\d.]+)/}[kind] || /$^/);
          if (said && said[1] !== word && values.includes(said[1])) gone = true;
        });
        const box = table.parentElement;
        const left = rows(table).filter(row => !row.classList.contains('filtered')).length;
        [box, box.previousElementSibling].forEach(one => {
          if (one && (one === box || one.classList.contains('tools'))) one.classList.toggle('filtered', gone || !left);
        });
      });
      const on = kinds.filter(([kind]) => chosen[kind]).map(([kind]) => `${kind} ${chosen[kind]}`);
      output.textContent = on.length ? `only ${on.join(', ')}` : '';
    }
  }

  // Trials: the figures behind a number, photo by photo. A key that begins with @ and an id is of the box of that id.
  const boxOf = key => {
    const found = key.match(/^@([^|]+)\|(.*)$/);
    return found ? {id: found[1], rest: found[2]} : {id: 'trial-data', rest: key};
  };

  function trials(pre) {
    const box = pre.parentElement;
    const suffix = box.id === 'trial-data' ? '' : `-${box.id}`;
    const lines = pre.textContent.split('\n').map(line => line.split('\t'));
    const probes = lines.filter(line => line[0] === 'p');
    const judges = lines.filter(line => line[0] === 'j');
    const groups = d3.group(judges, line => line.slice(1, 4).join('|'));
    const header = lines.find(line => line[0] === 'h');
    const fields = header.slice(1, 5);
    const everyone = header[5];
    const most = header[6] === 'most';
    const accepted = header[6] === 'accepted';
    const within = header[6] === 'within';
    const selects = fields.map((field, index) => {
      const values = Array.from(new Set(judges.map(line => line[index + 1])));
      if (index === 3 && values.length > 1 && everyone) values.unshift(everyone);
      return element('select', {id: `trials-${field}${suffix}`}, ...values.map(value => element('option', {value}, value)));
    });
    const failed = element('input', {type: 'checkbox', id: `trials-failed${suffix}`});
    const table = element('table', {id: `trials-table${suffix}`, class: 'trials'});
    const form = element('div', {class: 'tools', role: 'group', 'aria-label': 'Which trials'});
    fields.forEach((field, index) => form.append(element('label', {for: `trials-${field}${suffix}`}, `${field} `, selects[index])));
    form.append(element('label', {for: `trials-failed${suffix}`}, failed,
      most ? ' only those recovered' : within ? ' only images that were found' : accepted ? ' only photos that were accepted' : ' only photos that were found'));
    const around = element('div', {class: 'table', tabindex: '0', role: 'group', 'aria-label': 'Trials'}, table);
    box.querySelector('.without').remove();
    box.append(form, around);

    function looks(line) {
      return line.slice(7).map((token, probe) => {
        const [rank, signed] = token.split('/');
        const similarity = signed && signed.replace('+', '');
        return token === '.' ? null : {
          probe, rank: rank === '-' || rank === 'x' || accepted ? null : +rank, missed: rank === 'x' || accepted && similarity === '-',
          gallery: accepted ? rank.split(':') : [],
          similarity: similarity === '-' ? null : +similarity, above: token.endsWith('+'), last: line[4],
          threshold: line[6] === '-' ? null : +line[6],
        };
      }).filter(Boolean);
    }

    // A surrogate that the defense was not run on gives way to one that it was.
    function mend() {
      const key = () => selects.slice(0, 3).map(select => select.value).join('|');
      if (groups.has(key())) return;
      const line = judges.find(one => one[1] === selects[0].value && one[3] === selects[2].value);
      if (line) selects[1].value = line[2];
    }

    function draw() {
      const chosen = selects.map(select => select.value);
      const together = chosen[3] === everyone;
      const own = (groups.get(chosen.slice(0, 3).join('|')) || []).filter(line => together || line[4] === chosen[3]);
      const data = d3.groups(own.flatMap(looks), look => look.probe).map(([probe, seen]) => {
        const best = d3.least(seen, (a, b) => d3.ascending(a.rank ?? Infinity, b.rank ?? Infinity)
          || d3.descending(a.similarity ?? -2, b.similarity ?? -2));
        const by = seen.filter(look => look.rank === 1).map(look => look.last);
        const hit = within || accepted ? best.above : most && together ? 2 * by.length > seen.length : by.length > 0;
        return {probe, best, by, hit};
      }).filter(row => !failed.checked || row.hit);
      const hits = data.filter(row => row.hit).length;
      const columns = most ? ['reconstruction', 'person', 'put first', 'best rank']
        : within ? ['photo → image searched for', 'person', 'found', 'rank', 'similarity']
        : accepted ? ['photo', 'person', 'accepted', 'of the person', 'of others', 'similarity', 'threshold']
        : ['photo', 'person', 'found at rank 1', 'rank', 'similarity', 'threshold', 'verdict'];
      const title = most ? `${chosen[0]}, inverted by ${chosen[1]}, ${together ? 'every judge' : chosen[3]}`
        : `${chosen[0]}${chosen[1] === '-' ? '' : ` on ${chosen[1]}`} before ${chosen[2]} (${own.length ? own[0][5] : ''}), ${together ? 'every countermeasure' : chosen[3]}`;
      const sentence = within ? `${hits} of ${data.length} images shown are found: as near as the person has images in the gallery, or no face was acquired.`
        : accepted ? `${hits} of ${data.length} photos shown are accepted: above the threshold, or no face was acquired. Counted are the images that the gallery then holds.`
        : most ? `${hits} of ${data.length} reconstructions shown are recovered.`
        : `${hits} of ${data.length} photos shown are found at rank 1. Of several countermeasures the one that came closest is told.`;
      table.replaceChildren(
        element('caption', {}, element('strong', {}, own.length ? title : 'This combination was not run'),
          element('span', {}, own.length ? sentence : '')),
        element('thead', {}, element('tr', {}, ...columns.map((name, index) =>
          element('th', {scope: 'col', class: index > 2 && (index < 6 || accepted) ? 'number' : 'words'}, name)))),
        element('tbody', {}));
      const decimals = value => value === null ? '–' : value.toFixed(3);
      d3.select(table).select('tbody').selectAll('tr').data(data).join('tr').each(function (row) {
        const [, person, photo] = probes[row.probe];
        const {rank, missed, similarity, threshold, above} = row.best;
        const verdict = similarity === null || threshold === null ? '–' : above ? 'recognized' : 'rejected';
        const words = within || accepted ? [person, missed ? 'no face' : row.hit ? 'yes' : 'no'] : [person, row.by.length ? (own.length > 1 ? row.by.join(', ') : 'yes') : missed ? 'no face' : rank === null ? '–' : 'no'];
        const numbers = (accepted ? row.best.gallery : [rank === null ? '–' : String(rank)])
          .concat(most ? [] : within ? [decimals(similarity)] : [decimals(similarity), decimals(threshold)]);
        this.append(element('th', {scope: 'row'}, photo),
          ...words.map(text => element('td', {class: 'words'}, text)),
          ...numbers.map(text => element('td', {class: 'number'}, text)),
          ...(most || within || accepted ? [] : [element('td', {class: 'words'}, verdict)]));
      });
      sortable(table);
    }
    selects.concat(failed).forEach(input => input.addEventListener('change', () => {
      if (input !== selects[1]) mend();
      draw();
    }));

    function follow() {
      const key = decodeURIComponent(location.hash).match(/^#trials=(.*)$/);
      if (!key || boxOf(key[1]).id !== box.id) return;
      boxOf(key[1]).rest.split('|').forEach((value, index) => { selects[index].value = value; });
      if (!selects[3].value) selects[3].selectedIndex = 0;
      draw();
      hide();
      const section = box.closest('section.part');
      reveal(section);
      section.scrollIntoView();
      around.focus({preventScroll: true});
      announce(table.caption.textContent);
    }
    addEventListener('hashchange', follow);
    box.closest('details.part').addEventListener('toggle', () => { if (!table.tHead) draw(); }, {once: true});
    copyable(table);
    follow();
  }

  // Before anything is sorted, a table has its rows in the chart's order.
  all('.live').forEach(scatter);
  const nav = themes();
  sections(nav);
  pairs();
  all('.table > table:not(.faces)').forEach(table => {
    sortable(table);
    if (!table.classList.contains('dots')) copyable(table);
  });
  hints();
  filters();
  all('.data pre').forEach(trials);
  if (location.hash.length > 1) {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) {
      reveal(target);
      target.scrollIntoView();
    }
  }
  root.dataset.ready = 'yes';
})();
