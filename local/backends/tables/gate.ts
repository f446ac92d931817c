/** Lets many single operations run at a time, and a transaction alone: so it is all or nothing for every reader. */
export class Gate {
  private running = 0;
  private alone = false;
  private readonly waiting: { readonly exclusive: boolean; readonly enter: () => void }[] = [];

  /** Runs beside other shared work. */
  async shared<T>(work: () => Promise<T>): Promise<T> {
    if (this.alone || this.waiting.length > 0) await this.queue(false);
    else this.running++;
    try {
      return await work();
    } finally {
      this.running--;
      this.next();
    }
  }

  /** Runs when nothing else does. */
  async exclusive<T>(work: () => Promise<T>): Promise<T> {
    if (this.alone || this.running > 0 || this.waiting.length > 0) await this.queue(true);
    else this.alone = true;
    try {
      return await work();
    } finally {
      this.alone = false;
      this.next();
    }
  }

  private async queue(exclusive: boolean): Promise<void> {
    await new Promise<void>((enter) => this.waiting.push({ exclusive, enter }));
  }

  private next(): void {
    for (;;) {
      const [first] = this.waiting;
      if (!first || this.alone || (first.exclusive && this.running > 0)) return;
      this.waiting.shift();
      if (first.exclusive) this.alone = true;
      else this.running++;
      first.enter();
    }
  }
}
