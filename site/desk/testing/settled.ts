import { act } from '@testing-library/preact'

/** The real one, also for tests that turn the clock themselves. */
const later = setTimeout
/** Answers stand in memory: reading them and drawing what they say takes a few turns of the loop, and never time. */
const TURNS = 8

/** Does it, and waits until what answers at once has answered and the screen shows it. */
export async function settled(deed: () => unknown): Promise<void> {
  await act(async () => void (await deed()))
  for (let turn = 0; turn < TURNS; turn++) await act(() => new Promise<void>((done) => later(done, 0)))
}
