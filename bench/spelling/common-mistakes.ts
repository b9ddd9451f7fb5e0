/**
 * Common mistakes with the word that was meant, three hundred of each language, written down before anything was tuned to
 * them: `mistake=word`, `_` is a space. No mistake is itself a word: which of two words was meant only the sentence tells.
 */
const RU = `
сичас=сейчас ашипка=ошибка извените=извините вообщем=в_общем здраствуйте=здравствуйте зпказ=заказ спосибо=спасибо
пожалуста=пожалуйста доствка=доставка даставка=доставка вазврат=возврат возрат=возврат денги=деньги дениги=деньги
покупатиль=покупатель магозин=магазин тавар=товар товор=товар цына=цена апрос=опрос вапрос=вопрос
ответте=ответьте аткрыть=открыть закрит=закрыт палучил=получил отправлино=отправлено атправить=отправить
аплата=оплата оплотить=оплатить карточька=карточка скитка=скидка скидкаа=скидка курер=курьер
курьйер=курьер чяс=час жызнь=жизнь шырокий=широкий машына=машина цырк=цирк жолтый=жёлтый
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
пирчатки=перчатки утюк=утюг сапаги=сапоги кастюм=костюм стикло=стекло зиленый=зелёный каричневый=коричневый
аранжевый=оранжевый фиалетовый=фиолетовый бижевый=бежевый розавый=розовый чясы=часы падарок=подарок
падушка=подушка одияло=одеяло чимодан=чемодан каробка=коробка упоковка=упаковка накладнная=накладная
пороль=пароль регестрация=регистрация регистация=регистрация авторезация=авторизация сертефикат=сертификат
сервес=сервис минеджер=менеджер менджер=менеджер опиратор=оператор котолог=каталог потдержка=поддержка
скриншод=скриншот промакод=промокод промокот=промокод акаунт=аккаунт ноутбк=ноутбук компютер=компьютер
класный=классный груповой=групповой колекция=коллекция балон=баллон асортимент=ассортимент акуратно=аккуратно
металический=металлический милион=миллион рассписание=расписание пасажир=пассажир искуство=искусство
длиный=длинный временый=временный стекляный=стеклянный кожанный=кожаный серебрянный=серебряный
обещаный=обещанный оплаченый=оплаченный отправленый=отправленный заказаный=заказанный потеряный=потерянный
галлерея=галерея аллюминий=алюминий оффис=офис эфект=эффект коментарий=комментарий корридор=коридор
процес=процесс апетит=аппетит траффик=трафик каса=касса професиональный=профессиональный
обьявление=объявление подьезд=подъезд обьем=объём разьем=разъём обьяснить=объяснить подьем=подъём
компъютер=компьютер семъя=семья можеш=можешь знаеш=знаешь будеш=будешь вещ=вещь доч=дочь настеж=настежь
конечьно=конечно канешно=конечно конешно=конечно помошник=помощник скушно=скучно ключь=ключ врачь=врач
плащь=плащ гаражь=гараж этажь=этаж багажь=багаж большенство=большинство
чуствую=чувствую позно=поздно празничный=праздничный месный=местный извесный=известный чесный=честный
лесница=лестница прекрастный=прекрасный опастный=опасный интерестный=интересный ужастный=ужасный серце=сердце
цыфра=цифра станцыя=станция акцыя=акция операцыя=операция огурци=огурцы ситуацыя=ситуация консультацыя=консультация
вообше=вообще вобще=вообще ваще=вообще исчо=ещё еше=ещё щитать=считать расчитать=рассчитать рассчет=расчёт
перевощик=перевозчик заказщик=заказчик росрочка=рассрочка разсрочка=рассрочка безплатный=бесплатный
востановить=восстановить зделайте=сделайте збой=сбой черезчур=чересчур прийдет=придёт
преобрести=приобрести притензия=претензия привелегия=привилегия
прешлите=пришлите пришол=пришёл нашол=нашёл позваните=позвоните подскажыте=подскажите потскажите=подскажите
офрмить=оформить аформить=оформить вирнуть=вернуть верунть=вернуть поминять=поменять отминить=отменить
атменить=отменить заказть=заказать закозать=заказать оплтить=оплатить перевсти=перевести получть=получить
доставте=доставьте напишыте=напишите скажыте=скажите
ненашел=не_нашёл нехватает=не_хватает какбы=как_бы всвязи=в_связи потомучто=потому_что хотелбы=хотел_бы
какието=какие-то чтолибо=что-либо кудато=куда-то вопервых=во-первых посвоему=по-своему порусски=по-русски
попрежнему=по-прежнему
лоставка=доставка доставкв=доставка возвоат=возврат возврта=возврат заакз=заказ закза=заказ пордукт=продукт
тоавр=товар пожадуйста=пожалуйста спасибр=спасибо спасбо=спасибо привте=привет првет=привет
здрасвуйте=здравствуйте здравствуте=здравствуйте здравтсвуйте=здравствуйте рзамер=размер телфон=телефон
телеыон=телефон адрнс=адрес кцрьер=курьер магащин=магазин маагзин=магазин деньнги=деньги оплта=оплата
скилка=скидка скдика=скидка номр=номер нмоер=номер кгда=когда сколкьо=сколько сколко=сколько мнжно=можно
почму=почему почеум=почему качесво=качество качиство=качество рабоатет=работает раюотает=работает
шопот=шёпот решотка=решётка щотка=щётка дешовый=дешёвый тяжолый=тяжёлый шокалад=шоколад
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
accross=across agressive=aggressive apparantly=apparently appearence=appearance basicly=basically belive=believe
bizzare=bizarre buisness=business cemetary=cemetery completly=completely curiousity=curiosity dissapear=disappear
dissapointed=disappointed familar=familiar finaly=finally fourty=forty foward=forward futher=further gaurd=guard
grammer=grammar harrass=harass humourous=humorous immediatly=immediately independant=independent
interupt=interrupt irresistable=irresistible knowlege=knowledge noticable=noticeable ocassion=occasion
occurence=occurrence peice=piece persistant=persistent possesion=possession potatos=potatoes prefered=preferred
propoganda=propaganda publically=publicly recomend=recommend reccomend=recommend refered=referred religous=religious
remeber=remember tatoo=tattoo tounge=tongue unforseen=unforeseen unfortunatly=unfortunately vehical=vehicle
visable=visible withold=withhold
orderd=ordered oredr=order purchse=purchase purchace=purchase purcahse=purchase payd=paid credt=credit
invoce=invoice balence=balance subscribtion=subscription subscripton=subscription shipmnet=shipment
shippment=shipment dispach=dispatch dilivery=delivery deleivery=delivery delivry=delivery addres=address
chnage=change cahnge=change replacment=replacement repalce=replace repiar=repair refudn=refund reutrn=return
retrun=return cansel=cancel confrim=confirm comfirm=confirm confimation=confirmation complant=complaint
quetion=question qustion=question infomation=information informaton=information detials=details prodcut=product
produt=product meduim=medium larg=large trowsers=trousers sleve=sleeve sholder=shoulder waterprof=waterproof
matress=mattress pilow=pillow blankit=blanket stiching=stitching batery=battery battrey=battery cabel=cable
scren=screen wireles=wireless pasport=passport regsiter=register registeration=registration verfy=verify
verifcation=verification techincal=technical tehnical=technical suport=support supprot=support custumer=customer
cusotmer=customer sevice=service servcie=service represenative=representative contct=contact
todya=today yesturday=yesterday yesteday=yesterday wensday=Wednesday thrusday=Thursday saterday=Saturday
febuary=February morining=morning evning=evening mounth=month hapened=happened happend=happened
somthing=something smoething=something anythng=anything everthing=everything evrything=everything shoud=should
shuold=should woud=would wuold=would coud=could dosent=doesn't didnt=didn't isnt=isn't havent=haven't
couldnt=couldn't youre=you're thats=that's thier=their wehn=when waht=what whcih=which abuot=about aobut=about
agian=again alwasy=always allways=always allready=already becouse=because befor=before beofre=before
betwen=between beter=better differnt=different diffrent=different enogh=enough experiance=experience
expencive=expensive excelent=excellent exellent=excellent explination=explanation favorit=favorite frist=first
hieght=height heigth=height widht=width lenght=length wieght=weight intrested=interested intresting=interesting
langauge=language littel=little lookign=looking makeing=making minuts=minutes mintues=minutes misstake=mistake
moeny=money muhc=much neeed=need oppertunity=opportunity orginal=original peopel=people poeple=people
posible=possible probaly=probably proccess=process promiss=promise rediculous=ridiculous safty=safety
scedule=schedule schedual=schedule seach=search serch=search sentance=sentence sory=sorry sorrry=sorry
speical=special stoped=stopped sucess=success togather=together togehter=together tryed=tried
usally=usually usualy=usually valuble=valuable wnat=want wiht=with writen=written yuo=you yoru=your
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
