/** Common mistakes with the word that was meant, written down for this: `mistake=word`, `_` is a space. */
const RU = `
сичас=сейчас ашипка=ошибка извените=извините вообщем=в_общем здраствуйте=здравствуйте зпказ=заказ спосибо=спасибо
пожалуста=пожалуйста доствка=доставка даставка=доставка вазврат=возврат возрат=возврат денги=деньги дениги=деньги
покупатиль=покупатель магозин=магазин тавар=товар товор=товар цына=цена размир=размер апрос=опрос вапрос=вопрос
ответте=ответьте аткрыть=открыть закрит=закрыт палучил=получил отправлино=отправлено атправить=отправить
аплата=оплата оплотить=оплатить карточька=карточка скитка=скидка скидкаа=скидка курер=курьер
курьйер=курьер кухьня=кухня чяс=час жызнь=жизнь шырокий=широкий машына=машина цырк=цирк жолтый=жёлтый
чорный=чёрный севодня=сегодня завтро=завтра вчира=вчера ндеделя=неделя недиля=неделя мисяц=месяц
деревяный=деревянный програма=программа комисия=комиссия расчот=расчёт счот=счёт
щастье=счастье мущина=мужчина помошь=помощь помощ=помощь ноч=ночь мыш=мышь празник=праздник сонце=солнце
учавствовать=участвовать чуства=чувства опаздал=опоздал расказ=рассказ росписка=расписка безплатно=бесплатно
разпродажа=распродажа сдесь=здесь зделать=сделать здать=сдать абмен=обмен адрисс=адрес
адресс=адрес тилефон=телефон телифон=телефон телефн=телефон почьта=почта пачта=почта коректно=корректно
колличество=количество количиство=количество агенство=агентство гарантя=гарантия горантия=гарантия
инструкцыя=инструкция инстукция=инструкция квитанцыя=квитанция комплек=комплект крассовки=кроссовки
кросовки=кроссовки куртака=куртка палатака=палатка рюкзаг=рюкзак ботинкии=ботинки перчятки=перчатки
спальнег=спальник молнея=молния подашва=подошва шнурак=шнурок незнаю=не_знаю изза=из-за
ктото=кто-то всетаки=всё-таки впринципе=в_принципе следущий=следующий будующий=будущий щас=сейчас токо=только
скоко=сколько што=что чево=чего тоесть=то_есть пажалуста=пожалуйста
`
const EN = `
hte=the teh=the recieve=receive adress=address delivary=delivery retun=return refnd=refund oder=order ordr=order
shiping=shipping wich=which becuase=because definately=definitely seperate=separate tommorow=tomorrow
untill=until realy=really wierd=weird freind=friend recipt=receipt paymant=payment cancle=cancel discout=discount
warrenty=warranty garantee=guarantee garanty=guaranty exchage=exchange exhange=exchange acount=account
accout=account pasword=password passwrod=password emial=email adres=address pakage=package packge=package
parsel=parcel cuorier=courier traking=tracking numbr=number nubmer=number avalable=available availible=available
stok=stock sizze=size colur=colour coler=color jaket=jacket jackt=jacket bakpack=backpack tennt=tent
sleping=sleeping zipperr=zipper brokn=broken brocken=broken damagd=damaged defectve=defective qualty=quality
quailty=quality servise=service custmer=customer questoin=question qestion=question answr=answer anser=answer
problm=problem probelm=problem plase=please thnaks=thanks thansk=thanks helo=hello wating=waiting waitng=waiting
arived=arrived arrivd=arrived deliverd=delivered recived=received missng=missing wrog=wrong worng=wrong
bougth=bought pric=price cupon=coupon copon=coupon chekout=checkout websit=website wesbite=website alot=a_lot
dont=don't doesnt=doesn't thankyou=thank_you reciept=receipt necessery=necessary begining=beginning
occured=occurred beleive=believe adn=and taht=that neccessary=necessary succesful=successful suprise=surprise
enviroment=environment goverment=government calender=calendar truely=truly writting=writing foriegn=foreign
`

const pairs = (list: string): [mistake: string, word: string][] =>
  list
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [mistake = '', word = ''] = pair.replaceAll('_', ' ').split('=')
      return [mistake, word]
    })

export const COMMON_MISTAKES = { ru: pairs(RU), en: pairs(EN) }
