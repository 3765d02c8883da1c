import type { CaptureRecord, EventRecord } from '../../model/index.js';
import { ObjectStore } from './object-store.js';
import { Spill } from './spill.js';

/** Objects that come after so many bytes of such are kept as text: smaller clusters have fewer. */
const OBJECTS_FROM = 16 * 2 ** 20;

/** Keeps the events of a large source in little memory; gives what is to be held in place of one. */
export interface EventKeeper {
  keep(event: EventRecord): EventRecord;
}

/** Where the records of one capture are kept, so that what a large one needs does not grow with it. */
export class RecordStore {
  readonly spill: Spill;
  private readonly objects: ObjectStore;
  private readonly from: number;
  private bytes = 0;

  /** `inMemory` and `objectsFrom`, in bytes, are for tests. */
  constructor({ inMemory, objectsFrom = OBJECTS_FROM }: { inMemory?: number; objectsFrom?: number } = {}) {
    this.spill = new Spill(inMemory);
    this.objects = new ObjectStore(this.spill);
    this.from = objectsFrom;
  }

  /** The record that is to be held in place of this one; `events` keeps those of its source. */
  keep(record: CaptureRecord, events?: EventKeeper): CaptureRecord {
    if (record.kind === 'event') return events?.keep(record) ?? record;
    if (record.kind !== 'object') return record;
    this.bytes += record.evidence.length;
    return this.bytes > this.from ? this.objects.keep(record) : record;
  }
}
