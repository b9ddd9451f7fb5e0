import { computed, signal } from '@preact/signals'
import { outbox } from '../outbox.ts'

/** What is to be solved once the words just sent have arrived: solved before, they would open it again. */
export const solveAfter = signal<string | null>(null)

const unsent = computed(() => outbox.value.filter((each) => each.conversationId === solveAfter.value))
/** Everything written in it has arrived. */
export const arrived = computed(() => solveAfter.value !== null && unsent.value.length === 0)
/** The server took one of its messages not: that is said under the message, and nothing is solved. */
export const refused = computed(() => unsent.value.some((each) => each.refused !== null))
