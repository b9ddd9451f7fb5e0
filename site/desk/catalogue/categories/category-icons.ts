import baby from 'lucide-static/icons/baby.svg?raw'
import badgePercent from 'lucide-static/icons/badge-percent.svg?raw'
import calendar from 'lucide-static/icons/calendar.svg?raw'
import circleUser from 'lucide-static/icons/circle-user.svg?raw'
import clock from 'lucide-static/icons/clock.svg?raw'
import creditCard from 'lucide-static/icons/credit-card.svg?raw'
import fileText from 'lucide-static/icons/file-text.svg?raw'
import footprints from 'lucide-static/icons/footprints.svg?raw'
import gift from 'lucide-static/icons/gift.svg?raw'
import heart from 'lucide-static/icons/heart.svg?raw'
import house from 'lucide-static/icons/house.svg?raw'
import info from 'lucide-static/icons/info.svg?raw'
import leaf from 'lucide-static/icons/leaf.svg?raw'
import lock from 'lucide-static/icons/lock.svg?raw'
import mail from 'lucide-static/icons/mail.svg?raw'
import mapPin from 'lucide-static/icons/map-pin.svg?raw'
import messageSquareText from 'lucide-static/icons/message-square-text.svg?raw'
import parcel from 'lucide-static/icons/package.svg?raw'
import phone from 'lucide-static/icons/phone.svg?raw'
import plane from 'lucide-static/icons/plane.svg?raw'
import recycle from 'lucide-static/icons/recycle.svg?raw'
import ruler from 'lucide-static/icons/ruler.svg?raw'
import shieldCheck from 'lucide-static/icons/shield-check.svg?raw'
import shirt from 'lucide-static/icons/shirt.svg?raw'
import shoppingBag from 'lucide-static/icons/shopping-bag.svg?raw'
import shoppingCart from 'lucide-static/icons/shopping-cart.svg?raw'
import smartphone from 'lucide-static/icons/smartphone.svg?raw'
import star from 'lucide-static/icons/star.svg?raw'
import store from 'lucide-static/icons/store.svg?raw'
import tag from 'lucide-static/icons/tag.svg?raw'
import tent from 'lucide-static/icons/tent.svg?raw'
import truck from 'lucide-static/icons/truck.svg?raw'
import undo2 from 'lucide-static/icons/undo-2.svg?raw'
import users from 'lucide-static/icons/users.svg?raw'
import utensils from 'lucide-static/icons/utensils.svg?raw'
import wrench from 'lucide-static/icons/wrench.svg?raw'

/** What a category may be shown by, in the order of the choice. Files may name any other icon of the set. */
export const CATEGORY_ICONS = {
  package: parcel,
  truck,
  'undo-2': undo2,
  'credit-card': creditCard,
  'shield-check': shieldCheck,
  ruler,
  tent,
  'badge-percent': badgePercent,
  'circle-user': circleUser,
  wrench,
  store,
  'message-square-text': messageSquareText,
  gift,
  'shopping-bag': shoppingBag,
  'shopping-cart': shoppingCart,
  tag,
  star,
  heart,
  calendar,
  clock,
  'map-pin': mapPin,
  phone,
  mail,
  lock,
  shirt,
  footprints,
  baby,
  house,
  utensils,
  smartphone,
  plane,
  'file-text': fileText,
  users,
  info,
  recycle,
  leaf,
} as const
export type CategoryIcon = keyof typeof CATEGORY_ICONS
export const isCategoryIcon = (name: string): name is CategoryIcon => Object.hasOwn(CATEGORY_ICONS, name)
