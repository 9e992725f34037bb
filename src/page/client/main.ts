import type { PageData, Recorded } from '../data.js';
import { CallsView } from './calls.js';
import { byId, element } from './dom.js';
import { showLive } from './live.js';
import { costView, factsView } from './recorded.js';
import { timelineView } from './timeline.js';
import { TopologyView } from './topology.js';

const data = JSON.parse(byId('data').textContent ?? '') as PageData;
const main = byId('main');
if (data.kind === 'live') showLive(main);
else showRecorded(data);

function showRecorded(recorded: Recorded): void {
  const topology = new TopologyView(['Nothing is recorded of it.']);
  topology.show(recorded.topology);
  const { run, lessons } = recorded;
  const calls = new CallsView('Calls of that run', async (operation) => lessons[operation]);
  if (run) calls.add(run.calls);
  main.replaceChildren(
    element(
      'div',
      { class: 'columns' },
      topology.root,
      element('div', {}, factsView(recorded), costView(recorded.cost)),
    ),
    ...(run ? [timelineView(run), calls.root] : []),
  );
}
