import activity from 'lucide-static/icons/activity.svg?raw'
import archive from 'lucide-static/icons/archive.svg?raw'
import arrowLeft from 'lucide-static/icons/arrow-left.svg?raw'
import arrowRight from 'lucide-static/icons/arrow-right.svg?raw'
import at from 'lucide-static/icons/at-sign.svg?raw'
import ban from 'lucide-static/icons/ban.svg?raw'
import bold from 'lucide-static/icons/bold.svg?raw'
import bookOpen from 'lucide-static/icons/book-open.svg?raw'
import chart from 'lucide-static/icons/chart-no-axes-column.svg?raw'
import check from 'lucide-static/icons/check.svg?raw'
import checkCheck from 'lucide-static/icons/check-check.svg?raw'
import checkCircle from 'lucide-static/icons/circle-check.svg?raw'
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw'
import chevronRight from 'lucide-static/icons/chevron-right.svg?raw'
import chevronUp from 'lucide-static/icons/chevron-up.svg?raw'
import chevronsUp from 'lucide-static/icons/chevrons-up.svg?raw'
import alert from 'lucide-static/icons/circle-alert.svg?raw'
import clock from 'lucide-static/icons/clock.svg?raw'
import copy from 'lucide-static/icons/copy.svg?raw'
import play from 'lucide-static/icons/play.svg?raw'
import download from 'lucide-static/icons/download.svg?raw'
import externalLink from 'lucide-static/icons/external-link.svg?raw'
import lock from 'lucide-static/icons/lock.svg?raw'
import eye from 'lucide-static/icons/eye.svg?raw'
import file from 'lucide-static/icons/file.svg?raw'
import globe from 'lucide-static/icons/globe.svg?raw'
import history from 'lucide-static/icons/history.svg?raw'
import image from 'lucide-static/icons/image.svg?raw'
import inbox from 'lucide-static/icons/inbox.svg?raw'
import keyboard from 'lucide-static/icons/keyboard.svg?raw'
import leaf from 'lucide-static/icons/sprout.svg?raw'
import link from 'lucide-static/icons/link.svg?raw'
import list from 'lucide-static/icons/list.svg?raw'
import listChecks from 'lucide-static/icons/list-checks.svg?raw'
import logOut from 'lucide-static/icons/log-out.svg?raw'
import mail from 'lucide-static/icons/mail.svg?raw'
import merge from 'lucide-static/icons/merge.svg?raw'
import more from 'lucide-static/icons/ellipsis.svg?raw'
import note from 'lucide-static/icons/notebook-pen.svg?raw'
import paperclip from 'lucide-static/icons/paperclip.svg?raw'
import pencil from 'lucide-static/icons/pencil.svg?raw'
import plus from 'lucide-static/icons/plus.svg?raw'
import reply from 'lucide-static/icons/reply.svg?raw'
import rotate from 'lucide-static/icons/rotate-ccw.svg?raw'
import scroll from 'lucide-static/icons/scroll-text.svg?raw'
import search from 'lucide-static/icons/search.svg?raw'
import send from 'lucide-static/icons/send-horizontal.svg?raw'
import settings from 'lucide-static/icons/settings-2.svg?raw'
import slash from 'lucide-static/icons/square-slash.svg?raw'
import star from 'lucide-static/icons/star.svg?raw'
import tag from 'lucide-static/icons/tag.svg?raw'
import trash from 'lucide-static/icons/trash-2.svg?raw'
import transfer from 'lucide-static/icons/arrow-right-left.svg?raw'
import type from 'lucide-static/icons/type.svg?raw'
import user from 'lucide-static/icons/circle-user-round.svg?raw'
import users from 'lucide-static/icons/users.svg?raw'
import x from 'lucide-static/icons/x.svg?raw'
import { Svg } from './markup.tsx'

const ICONS = {
  activity,
  archive,
  arrowLeft,
  arrowRight,
  at,
  ban,
  bold,
  bookOpen,
  chart,
  check,
  checkCheck,
  checkCircle,
  chevronDown,
  chevronRight,
  chevronUp,
  chevronsUp,
  alert,
  clock,
  copy,
  download,
  play,
  externalLink,
  lock,
  eye,
  file,
  globe,
  history,
  image,
  inbox,
  keyboard,
  leaf,
  link,
  list,
  listChecks,
  logOut,
  mail,
  merge,
  more,
  note,
  paperclip,
  pencil,
  plus,
  reply,
  rotate,
  scroll,
  search,
  send,
  settings,
  slash,
  star,
  tag,
  trash,
  transfer,
  type,
  user,
  users,
  x,
}
export type IconName = keyof typeof ICONS

export function Icon({ name, label }: { name: IconName; label?: string }) {
  return <Svg source={ICONS[name]} label={label} />
}
