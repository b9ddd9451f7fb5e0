import { useEffect } from 'preact/hooks'
import type { MessageFile } from '#protocol'
import { roomOf } from '../../files/room.ts'
import { live } from '../../panel/live.ts'
import type { FileDoor } from '../writing/file-door.ts'

/** Files of a message; their room is kept while what draws them is on its way. */
export const MessageFiles = live(function MessageFiles({
  door,
  list,
}: {
  door: FileDoor
  list: readonly MessageFile[]
}) {
  const files = door.part.value
  useEffect(() => void (files ?? door.load()), [])
  return (
    <div class="attached">
      {files ? (
        <files.Shown files={files} list={list} />
      ) : (
        list.map((file) => <i key={file.id} class="room" style={roomOf(file)} />)
      )}
    </div>
  )
})
