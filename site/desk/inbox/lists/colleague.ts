import { me } from '../../session/session.ts'
import { operators } from './conversations.ts'

/** Somebody as the desk knows them. What a conversation carries is the name its visitor is told, which may be an alias or nobody's name. */
export const colleague = ({ id, name }: { id: string; name: string }): string =>
  me.value?.id === id ? me.value.name : (operators.value.find((one) => one.id === id)?.name ?? name)
