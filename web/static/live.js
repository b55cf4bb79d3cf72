// While other programs read articles in, the page follows; a server that is gone is said.

import * as api from "./api.js";

const POLL_MILLISECONDS = 4000;

/** Ask every few seconds whether something was written, while the reader looks. */
export function watch({page, panel}) {
  setInterval(async () => {
    if (document.hidden) {
      return;
    }
    try {
      const held = await api.summary();
      panel.reachable();
      if (held.changes !== page.changes) {
        page.changes = held.changes;
        panel.counts(held);
        await Promise.all([page.refresh(), page.refreshTime()]);
        await panel.refreshed();
      }
    } catch (error) {
      panel.failed(error);
    }
  }, POLL_MILLISECONDS);
}
