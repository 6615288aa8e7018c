/**
 * Tabs: arrow keys move between them, as the ARIA practices say.
 * @module
 */

/** @param onShow - called with the id of the panel that is shown */
export class Tabs {
  private readonly tabs: HTMLButtonElement[];

  constructor(
    list: HTMLElement,
    private readonly onShow: (panel: string) => void,
  ) {
    this.tabs = [...list.querySelectorAll<HTMLButtonElement>('[role=tab]')];
    this.tabs.forEach((tab, t) => {
      tab.addEventListener('click', () => this.choose(t));
      tab.addEventListener('keydown', (event) => {
        const to = { ArrowRight: t + 1, ArrowLeft: t - 1, Home: 0, End: this.tabs.length - 1 }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        this.choose((to + this.tabs.length) % this.tabs.length);
      });
    });
  }

  choose(chosen: number): void {
    this.tabs.forEach((tab, t) => {
      tab.setAttribute('aria-selected', String(t === chosen));
      tab.tabIndex = t === chosen ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')!)!.hidden = t !== chosen;
    });
    this.tabs[chosen].focus();
    this.onShow(this.tabs[chosen].getAttribute('aria-controls')!);
  }
}
