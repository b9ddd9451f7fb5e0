import type { Script } from '../speller.ts'

/** Mistakes that no rule of single letters finds, each with the word that is meant: `mistake=word`, `_` is a space. */
const RU = `
вообщем=в_общем вобщем=в_общем вобщемто=в_общем-то вообщемто=в_общем-то сдесь=здесь щас=сейчас счас=сейчас
ща=сейчас сичас=сейчас чё=что чо=что шо=что скока=сколько скоко=сколько токо=только тока=только тольно=только
што=что штобы=чтобы штоб=чтобы каво=кого чево=чего ево=его тово=того севодня=сегодня седня=сегодня сёдня=сегодня
пожалуста=пожалуйста пжл=пожалуйста пожалуйсто=пожалуйста пажалуста=пожалуйста спс=спасибо хочеш=хочешь
будующий=будущий следущий=следующий следуйщий=следующий впринципе=в_принципе ввиде=в_виде втечение=в_течение
втечении=в_течение вслучае=в_случае незнаю=не_знаю нехочу=не_хочу немогу=не_могу небыло=не_было небудет=не_будет
неполучил=не_получил непришел=не_пришёл непришёл=не_пришёл неработает=не_работает покачто=пока_что
какбудто=как_будто тоесть=то_есть тобишь=то_бишь изза=из-за изпод=из-под ктото=кто-то чтото=что-то
какойто=какой-то гдето=где-то както=как-то когдато=когда-то почемуто=почему-то ктонибудь=кто-нибудь
чтонибудь=что-нибудь какнибудь=как-нибудь когданибудь=когда-нибудь всетаки=всё-таки всёравно=всё_равно
всеравно=всё_равно поидее=по_идее насчот=насчёт здрасте=здравствуйте здрасьте=здравствуйте агенство=агентство
координально=кардинально экспрессо=эспрессо инциндент=инцидент прецендент=прецедент
компроментировать=компрометировать ложить=класть ихний=их ездию=езжу траспорт=транспорт вручьную=вручную
врядли=вряд_ли навряли=навряд_ли поповоду=по_поводу поэтомуто=поэтому-то какраз=как_раз
`
const EN = `
alot=a_lot aswell=as_well infact=in_fact incase=in_case noone=no_one atleast=at_least thankyou=thank_you
eachother=each_other dont=don't doesnt=doesn't didnt=didn't cant=can't couldnt=couldn't wouldnt=wouldn't
shouldnt=shouldn't isnt=isn't arent=aren't wasnt=wasn't werent=weren't havent=haven't hasnt=hasn't hadnt=hadn't
wont=won't im=I'm ive=I've youre=you're theyre=they're thats=that's whats=what's didn=didn't u=you ur=your
pls=please plz=please thx=thanks tho=though thru=through wich=which wether=whether teh=the hte=the adn=and
taht=that definately=definitely definatly=definitely defiantly=definitely seperate=separate recieve=receive
untill=until becuase=because becasue=because cuz=because tommorow=tomorrow tommorrow=tomorrow tomorow=tomorrow
accomodate=accommodate adress=address wierd=weird occured=occurred embarass=embarrass neccessary=necessary
necesary=necessary definitly=definitely guarentee=guarantee garantee=guarantee gaurantee=guarantee
maintainance=maintenance maintenence=maintenance pronounciation=pronunciation restaraunt=restaurant rythm=rhythm
buisness=business bussiness=business calender=calendar collegue=colleague concious=conscious
enviroment=environment goverment=government independant=independent millenium=millennium mispell=misspell
noticable=noticeable occassion=occasion persistant=persistent posession=possession prefered=preferred
privelege=privilege publically=publicly questionaire=questionnaire recomend=recommend refered=referred
relevent=relevant succesful=successful suprise=surprise truely=truly writting=writing shiping=shipping
delievery=delivery recipt=receipt reciept=receipt cancelation=cancellation recieved=received beleive=believe
acheive=achieve arguement=argument begining=beginning comming=coming existance=existence finaly=finally
foriegn=foreign freind=friend greatful=grateful happend=happened immediatly=immediately knowlege=knowledge
libary=library lisence=licence medecine=medicine ninty=ninety paralel=parallel peice=piece realy=really
responsable=responsible sieze=seize similiar=similar sincerly=sincerely speach=speech strenght=strength
tendancy=tendency threshhold=threshold usefull=useful vaccuum=vacuum wellcome=welcome whereever=wherever
`

const table = (list: string): ReadonlyMap<string, string> =>
  new Map(
    list
      .trim()
      .split(/\s+/)
      .map((pair): [string, string] => {
        const [mistake = '', word = ''] = pair.replaceAll('_', ' ').split('=')
        return [mistake, word]
      }),
  )

export const WHOLE_MISTAKES: Record<Script, ReadonlyMap<string, string>> = { ru: table(RU), en: table(EN) }
