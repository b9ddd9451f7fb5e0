import { useEffect } from 'preact/hooks'
import { Failed, Skeleton } from './home-view.tsx'
import type { Talk } from './talk.ts'

/** Loads the conversation part and gives it the stage. */
export function PersonView({ talk }: { talk: Talk }) {
  useEffect(() => void talk.load(), [])
  const part = talk.part.value
  const conversing = talk.conversing.value
  if (part && conversing) return <part.ConversationView conversing={conversing} />
  return <div class="scroll">{talk.failed.value ? <Failed again={() => void talk.load()} /> : <Skeleton />}</div>
}
