"""The phrases that bound a price, in the order in which they are tried.

Patterns are matched on marked text (see ``_money.mark``), where each amount is one run of marks. The order
says what wins: 不超过 is read before 超过, and 预算300左右 is "around" before it is a budget.
"""

from __future__ import annotations

from floorwalker.text._money import BARE, MONEY, OTHER, REST
from floorwalker.text._regex import regex

AMOUNT = rf"[{MONEY}{BARE}]{REST}*+"
_A = rf"(?P<a>{AMOUNT})"
_M = rf"(?P<a>{MONEY}{REST}*+)"
_ROUND = rf"(?P<a>[{MONEY}{BARE}](?!{REST}))"
_ANY_MARK = f"{MONEY}-{REST}"
_EACH = "[块支瓶盒片件个套包只条张双颗罐袋]"

_ZH_FILL = (
    r"(?:的?话|就|也|只|能|是|为|在|到|要|得|花个?|出个?|给|可以|接受|预算"
    r"|大概|大约|差不多|有|价格|单价|:|\s){0,5}"
)
_ZH_NOT = r"(?:不|别|莫|勿|没)(?:要|能|想|会|可以?|得|希望|用|应)?"
_ZH_CANNOT = r"(?:[买出付]不[起了]|接受不了|承受不[起了]|负担不[起了]|吃不消|舍不得买?)"
_ZH_REFUSE = (
    r"(?:(?:不要|不想要|不想买|别要|别给我|不考虑|不看|别推荐|不买|不用|用不着|没必要|不打算|不需要|排除|除了"
    rf"|{_ZH_CANNOT})(?:看|推荐|给我|买|要|那种){{0,3}}"
    r"|(?<![^\s,.。!?;:我也都请就])(?:不要|别要|不考虑|不看|不买|排除)\s?)"
)
_ZH_REFUSED_FILL = (
    r",?\s?(?:那种|那些|我|那|就|都|也|是|真的?|实在|有点|觉得|肯定|绝对|的话?|一律|统统|全都?|还是){0,4}"
)
_ZH_NO_OBJECT = r"(?=[了的吧哦啊哈呢嘛啦谢给]|[^\w]|_|$)"
_ZH_UNWANTED = (
    r"(?:不要再?看?|不想要|不想看|不考虑|不看|不买|不必看?|不用看?|别买|别选|排除"
    rf"|(?:别|不用|不必|不要)(?:再|给我|跟我|往这|\s){{0,3}}(?:推荐?|发|看|介绍|来|列|放|出|拿)){_ZH_NO_OBJECT}"
)
_ZH_OUT = r"算了|免谈|免了|不接受|接受不了|pass|跳过|不行|没戏"
_ZH_STOP = r"(?=[了吧哦啊哈呢嘛啦谢我花买掉不]|的?(?:[^\w]|_|$))"
_ZH_REFUSED = (
    rf"{_ZH_REFUSED_FILL}(?:{_ZH_UNWANTED}"
    rf"|(?:{_ZH_OUT}|太[贵高]|太?夸张|{_ZH_CANNOT}|超预算|不现实|没必要){_ZH_STOP})"
)
_ZH_REFUSED_AS_LITTLE = (
    rf"{_ZH_REFUSED_FILL}(?:{_ZH_UNWANTED}|(?:{_ZH_OUT}|太(?:便宜|低|差|廉价|寒酸)|[拿送]不出手){_ZH_STOP})"
)
_EN_SEEMS = (
    r",?\s(?:is|are|would\sbe|'s|seems?|feels?|sounds?|looks?|gets?)\s"
    r"(?:(?:just|really|simply|definitely|way|kinda|a\s(?:bit|little|tad))\s){0,2}"
)
_EN_REFUSED = (
    rf"(?:{_EN_SEEMS}(?:too\s(?:much|expensive|pricey|dear|high|rich|steep)|much(?![a-z])|steep|pricey|excessive|crazy"
    r"|insane|silly|ridiculous|overkill|off\sthe\stable|out(?!\sof\s(?:stock|sight|season))"
    r"|a\s(?:hard\s)?(?:no|pass|stretch|deal\s?breaker)(?![a-z])|no\sgood|impossible|beyond\s(?:me|us|my|our)"
    r"|not\s(?:ok|okay|possible|an\soption|for\s(?:me|us)|happening|on)|more\sthan\si)"
    r"|,?\s(?:won't|will\snot|doesn't|does\snot)\s(?:work|do)|,?\s(?:and\s)?(?:i'm|i\sam|we're)\sout(?![a-z])"
    r"|,?\s(?:i|we)\s(?:just\s|really\s)?(?:can't|cannot|won't|couldn't|refuse)(?![a-z])"
    r"|[,?]?\sno\s?(?:way|thanks|thank\syou|can\sdo|go)(?![a-z]))"
)
_EN_TOO_CHEAP = (
    rf"{_EN_SEEMS}(?:too\s(?:cheap|low|little)|cheap(?![a-z])|suspicious|tacky|a\sno(?![a-z])|out(?!\sof\s))"
)

_EN_FILL = r"\s?(?:(?:about|around|roughly|like|the|a|of|say|maybe|only|just|total|is|be|at)\s){0,3}"
_EN_NOT = (
    r"(?<![a-z])(?:nothing|none|neither|nor|no|not|never|without|refuses?\sto|cannot|avoid|avoiding|skip|exclude"
    r"|(?:do|does|did|ca|wo|would|should|could|must|is|are)n'?t)(?!\s(?:you|there|they|we)\s)"
)
_EN_NOT_WANTED = (
    r"(?<![a-z])(?:(?<!there\s)nothing|no|not|never|(?:don'?t|do\snot|not)\s"
    r"(?:want|show|give|need|recommend|suggest|like)(?:\s[a-z]+){0,4}?"
    r"|(?:do|does|should|must|can|ca|could|would|wo)n['o]?t?\s(?:go|drop|fall|be|cost|dip)|(?:should|must|can|could)\snot\s(?:go|be|cost)|cannot\s(?:go|be))"
)
_OVER = (
    r"(?:over|above|more\sth[ae]?n|beyond|exceed(?:ing|s)?|higher\sthan|pricier\sthan|greater\sthan|past"
    r"|(?:more\sexpensive|dearer)\sthan)"
)
_UNDER = r"(?:under|below|les{0,2}\sth[ae]?n|lower\sthan|cheaper\sthan|less\sexpensive\sthan|beneath)"
_EN_MAX = (
    rf"(?:(?<![a-z])(?:{_UNDER}|(?:the\s)?most\s(?:i|we)(?:'d|'ll|\s[a-z]+)(?:\s(?!{_OVER})[a-z]+){{0,3}}|(?:stretch|go|reach)\s(?:up\s)?(?:as\shigh\sas|to)|up\s?to|(?<!air\s)max(?:'s|im(?:um|al)(?:'s)?)?\.?(?:\s(?:budget|price|spend|is|of|at|would\sbe))*+"
    r"|at\s(?:the\s)?(?:very\s)?most|within|inside|south\sof|as\smuch\sas|limit(?:ed)?(?:'s|(?:\s(?:it|this|that|things|me|us))?\s(?:of|is|to|at))?"
    r"|cap(?:ped)?(?:'s|(?:\s(?:it|this|that|things|them|me|us))?\s(?:of|is|at))|ceiling(?:'s|\s(?:of|is|at))|keep(?:ing)?\s(?:it|this|that|things)\sto|(?:high(?:er)?|top|upper)\s(?:end|limit|bound)(?:\s(?:is|of|at|being))?|tops\sout\sat|smaller\sthan|sub[-\s]?)|<=?|≤)"
)
_EN_MIN = (
    rf"(?:(?<![a-z])(?:{_OVER}|at\sleast|minim(?:um|al)(?:\s(?:of|is))?|min\.?(?:\sof)?|no\sless\sthan|not\sless\sthan"
    r"|(?:low(?:er)?|bottom)\s(?:end|limit|bound)(?:\s(?:is|of|at|being))?|start(?:s|ing)\s(?:at|from)|upwards?\sof|north\sof|from\sat\sleast)|(?<![-=])(?:>=?|≥))"
)
_EN_ABOUT = (
    r"(?:(?<![a-z])(?:about|around|abt\.?|bout|'bout|arou?nd|approximately|ap{1,2}r?o?x\.?|roughly|circa|give\sor\stake|round\s?about|somewhere\s(?:around|near|about)|near"
    r"|in\sthe\s(?:neighbou?rhood|region|vicinity)\sof|ballpark(?:\sof)?|more\sor\sless)|[~≈±])"
)
_SPEND = (
    r"(?<![a-z])(?:spend(?:ing)?|afford|pay|splurge|shell\sout)\s"
    r"(?:(?:up\sto|like|maybe|only|just|another|the)\s){0,2}"
)

PHRASES: tuple[tuple[str, str], ...] = (
    (
        "between",
        rf"(?:(?P<lead>(?:somewhere\s)?(?:in\s?)?between|within|anywhere\s(?:from|between)|(?:btwn|btween|btw|betw|bw|b/w)(?=\s[{_ANY_MARK}]+\s?(?:and|an|nd?|&)\s?[{_ANY_MARK}])|btwn|from|介于|从|在)\s?)?(?:about\s|around\s|大概|大约)?(?:the\s)?{_A}\s?"
        rf"(?P<joint>-?to-?|up\sto|until|till|(?:<=?|≤)\s?(?:the\s)?[a-z\u4e00-\u9fff]{{1,6}}\s?(?:<=?|≤)|、|and?|'?nd?'?(?=\s?[{_ANY_MARK}])|&|or|但?不(?:到|超过?|足|满)|-|~|—|至|到|和|与|跟|或者?)\s?(?:about\s|around\s|大概|大约)?(?P<b>{AMOUNT})"
        r"(?P<tail>\s?(?:之间|间(?!隔)|左右|上下)|\s(?:price\s)?(?:range|bracket|band)|,?\s(?:somewhere\s)?(?:in\s)?between(?:\sthose|\sthem)?)?",
    ),
    ("at least", rf"{_ZH_REFUSE}{_A}\s?(?:以下|之下|以内)的?"),
    ("at most", rf"{_ZH_REFUSE}{_A}\s?(?:以上|之上|往上)的?"),
    ("at most", rf"{_A}\s?(?:以上|往上|开外|之上)的?{_ZH_REFUSED}"),
    ("at most", rf"(?:超过|高于|大于|超出|贵于|贵过){_A}的?{_ZH_REFUSED}"),
    ("at least", rf"{_A}\s?(?:以下|之下|往下|以内|不到)的?{_ZH_REFUSED_AS_LITTLE}"),
    ("at least", rf"(?:低于|少于|小于|不到|不足|便宜[于过]|低过){_A}的?{_ZH_REFUSED_AS_LITTLE}"),
    ("at most", rf"比{_A}(?:还|更)?[贵高]的?{_ZH_REFUSED}"),
    ("at least", rf"比{_A}(?:还|更)?(?:便宜|低)的?{_ZH_REFUSED_AS_LITTLE}"),
    ("at most", rf"{_ZH_NOT}比{_A}(?:还|更)?[贵高]"),
    ("at least", rf"{_ZH_NOT}比{_A}(?:还|更)?(?:便宜|低)"),
    ("at most", rf"比{_A}(?:还|更)?(?:便宜|低)"),
    ("at least", rf"比{_A}(?:还|更)?[贵高]"),
    ("refused from", rf"(?:上|破|过|逾){_A}的?{_ZH_REFUSED}"),
    ("at most", rf"(?<![a-z]){_OVER}{_EN_FILL}{_A}{_EN_REFUSED}"),
    ("at least", rf"(?<![a-z]){_UNDER}{_EN_FILL}{_A}{_EN_TOO_CHEAP}"),
    ("at most", rf"(?:别|不能|不要|没|不会?|莫)(?:再)?(?:上|破|过){_A}"),
    ("at most", rf"不过{_ROUND}"),
    ("reaching", rf"(?:上|破|过|逾){_A}"),
    ("at most", rf"{_EN_NOT}\s(?:[a-z']+\s){{0,6}}?{_OVER}{_EN_FILL}{_A}"),
    ("at least", rf"{_EN_NOT_WANTED}\s{_UNDER}{_EN_FILL}{_A}"),
    ("at least", rf"{_ZH_NOT}(?:低[于过]|少于|小于|便宜[于过]){_ZH_FILL}{_A}"),
    (
        "at most",
        rf"(?:{_ZH_NOT}(?:超过?|高于|大于|多于|贵过|贵于)|最多|至多|顶多|最高|最贵|最大|低于|小于|少于|便宜[于过]|低过"
        rf"|不到|没到|不足|不满|未满|上限|封顶|撑死了?|充其量|至高|极限){_ZH_FILL}{_A}(?:以内|之内|以下)?",
    ),
    (
        "at most",
        rf"{_A}\s?(?:及|或者?)?(?:以内|之内|以里|以下|之下|下面|底下|里面|里头|内(?![衣裤部存置增衬胆外])|封顶|打住|为限|为上限|上限|往下"
        rf"|朝下|不到|到顶|到头|顶天|顶了|顶破天|为止|(?:都|还)(?:不到|没到)|没到|撑死|max(?![a-z]|\s?[{_ANY_MARK}]))",
    ),
    (
        "slightly over",
        rf"(?<![a-z])(?:just|a\s(?:bit|little|touch|shade)|slightly|barely)\s(?:over|above|more\sthan|past){_EN_FILL}{_A}",
    ),
    (
        "nearly",
        rf"(?<![a-z])(?:(?:just|a\s(?:bit|little|touch|shade)|slightly)\s(?:under|below|less\sthan)|(?:just\s)?(?:shy|short)\sof)"
        rf"{_EN_FILL}{_A}",
    ),
    (
        "at most",
        rf"{_A},?\s(?:(?:is|would\sbe|'s|being|as|was|for)\s)?(?:(?:my|the|our|an?)\s)?(?:absolute\s|very\s|upper\s|top\s){{0,2}}(?:limit|max(?:imum)?|ceiling|cap|most(?=\s(?:i|we)(?![a-z])))(?![a-z])(?!\s[{_ANY_MARK}])",
    ),
    ("at most", rf"{_A}\s(?:is|'s)\s(?:as\s(?:high|far|much)\sas|where)\s(?:i|we)(?![a-z])"),
    ("at most", rf"(?<![a-z])(?:max(?:imum)?|limit|ceiling|cap|budget)\sbeing\s{_A}"),
    (
        "between",
        rf"(?P<lead>){_A}\s(?:at|as|on|for)\s(?:the\s)?(?:bottom|low(?:er|est)?|minimum|least|floor)(?:\send)?,?\s(?P<joint>and|to)\s(?P<b>{AMOUNT})\s(?:at|as|on|for)\s(?:the\s)?(?:top|high(?:er|est)?|max(?:imum)?|most|ceiling)(?:\send)?(?P<tail>)",
    ),
    ("at most", rf"(?<![a-z])(?:until|till|til)\s(?:about\s)?{_M}"),
    ("at most", rf"{_EN_MAX}{_EN_FILL}{_A}"),
    (
        "at most",
        rf"{_A}(?:\s(?:to\sspend|all\sin|altogether|in\stotal|total|each|apiece|per\s[a-z]+))?,?\s?(?:(?:or|and|&)\s(?:less|under|below|lower|cheaper|fewer|down)(?!\s?[{_ANY_MARK}])|max(?:imum)?(?!\s(?:[{_ANY_MARK}]|of))|tops"
        r"|at\s(?:the\s)?(?:very\s)?most|limit|spending\slimit)(?![a-z])",
    ),
    (
        "at least",
        rf"(?:至少|最少|最低|起码|少说|保底|不止|最便宜|下限|底线|起价|怎么也得|高于|大于|多于|超过|超出|贵过){_ZH_FILL}{_A}(?:以上)?",
    ),
    (
        "at least",
        rf"{_A}\s?(?:(?:及|或者?)?以上|之上|起(?![来到床泡皱球毛])[步售]?|往上|朝上|向上|打底|保底|开外|不止|都不止)",
    ),
    ("at least", rf"(?<![a-z])from\s{_A}\s(?:up|upwards?|onwards?)(?![a-z])"),
    (
        "at least",
        rf"{_A}\s(?:minimum|min|upwards?|onwards?|at\s(?:the\s(?:very\s)?)?least)(?![a-z])(?!\s?[{_ANY_MARK}])",
    ),
    ("at least", rf"{_EN_MIN}{_EN_FILL}{_A}"),
    ("at least", rf"(?<![a-z])from\s{_M}"),
    (
        "at least",
        rf"{_A}\s?(?:(?:or|and|&)\s(?:more|over|above|up|upwards?|higher|beyond)(?![a-z])(?!\s?[{_ANY_MARK}])|\+(?!\s?[{_ANY_MARK}]|[\u4e00-\u9fff](?<![的价块元预]))"
        r"|plus(?=\s*(?:$|[.,;!?])))",
    ),
    ("slightly over", rf"{_A}\s?(?:出头|多一?点)"),
    (
        "nearly",
        rf"(?:将近|接近|(?<![轻愉尽飞凉])快要?|逼近|(?<![最附将接])近|(?<![a-z])(?:nearly|almost|approaching|close\sto))\s?{_A}",
    ),
    (
        "around",
        rf"(?:大概|大约|约莫|大致|估摸着?|(?<![预节契条纽签赴违])约|差不多|差不离|估计){_ZH_FILL}{_A}(?:左右|上下)?",
    ),
    ("around", rf"{_A}\s?(?:左右|上下|前后|来去|的样子|附近|[那这]?个?(?:档|价位|价格带|级别))"),
    ("around", rf"{_EN_ABOUT}{_EN_FILL}{_A}"),
    (
        "around",
        rf"(?:in\sthe\s)?{_A}(?:-?\s?ish(?![a-z])|\sor\sso(?![a-z])|,?\s(?:or\sthereabouts|or\snear\senough|give\sor\stake|more\sor\sless|plus\sor\sminus)(?![a-z])"
        r"|\s(?:price\s)?(?:range|mark|ballpark|region)(?![a-z]))",
    ),
    (
        "amount",
        rf"(?:刚好|正好|恰好|整整|(?<![a-z])(?:exactly|precisely|an\seven))(?:是|要|为)?\s?{_A}",
    ),
    (
        "amount",
        rf"{_A}\s?(?:整(?![套个箱盒片])|(?:flat|exactly|precisely|on\sthe\s(?:dot|nose)|even)(?![a-z]))",
    ),
    ("amount", rf"{_A}\s?(?:/\s?|每|一|{OTHER}){_EACH}(?![装上以])"),
    ("budget", rf"预算[^{_ANY_MARK},.;!?\n]{{0,8}}{_A}"),
    ("budget", rf"{_A}\s?的?预算"),
    ("budget", rf"(?:[加放提调升涨降减抬压扩]|追加|放宽|提高|增加)[高宽低]?[到至]{_A}"),
    (
        "budget",
        rf"(?:控制在|(?:(?<![\u4e00-\u9fff])|(?<=[想要能就可备算愿意只多再我得会]))花[费掉个]?|(?:手[里上头]|身上|兜里|口袋里?|卡里|我|只)(?:就|只|仅|才|还|总共|一共)?(?:有|剩下?)(?={MONEY})|(?:手[里上头]|身上|兜里|口袋里?|卡里)(?:就|只|仅|才|总共|一共)(?={MONEY})|拿(?={MONEY}))\s?{_A}",
    ),
    ("budget", rf"{_A}\s?(?:能|可以|够)(?:买|选|拿|入手)"),
    ("budget", rf"(?<![a-z])budget[^{_ANY_MARK}.!?;\n]{{0,24}}{_A}"),
    ("budget", rf"(?:只能|最多|可以|愿意|只肯|能)出{_A}"),
    ("budget", rf"(?<![a-z])can\sonly\s(?:do|manage|spare|offer|stretch\sto)\s{_A}"),
    ("budget", rf"{_A}\sto\s(?:spend|play\swith|work\swith)(?![a-z])"),
    ("budget", rf"{_A}[\s-]?(?:spending\s)?budget(?![a-z])"),
    ("budget", rf"{_SPEND}{_A}"),
    (
        "budget",
        rf"(?<![a-z])(?:i|we)(?:\s(?:only\s|just\s)?(?:have(?:\sgot)?|got)|'ve(?:\s(?:only\s|just\s)?got)?)\s(?:only\s|just\s|like\s|maybe\s)?{_M}",
    ),
    (
        "amount",
        rf"(?:价格|价位|价钱|单价|售价|标价|定价|原价|现价|到手价|活动价|优惠价|券后价?|特价|仅需|只要|只需|卖(?![了出掉]))"
        rf"(?:[是为在约大概只仅要:]|\s){{0,4}}{_A}",
    ),
    (
        "amount",
        rf"(?<![a-z])(?:price[ds]?|costs?|costing|sells?|selling|retails?|on\ssale|msrp|rrp)"
        rf"(?:\s(?:is|at|of|for|was|now|only|just|it|you|from)){{0,3}}[\s:]{{1,2}}{_A}",
    ),
    ("amount", _M),
    (
        "amount",
        rf"{_A}\s(?:a\s(?:piece|pop|bottle|pair|head|box)|apiece|each(?!\sof)|per\s(?:piece|bottle|item|person|head|box|pair|unit))(?![a-z])",
    ),
    ("vague", rf"(?<![a-z])in\sthe\s{_A}(?![a-z])"),
    (
        "vague",
        rf"(?P<a>{BARE}{REST}*+)(?=$|[,.。;!?~]|\s+(?:for|on|to|or|max|please|range|at|would|is|maybe|in|price|budget|if|but|so|tho(?:ugh)?|pl[sz]|ideally|preferably|works?|sounds?|and)\b|\s*(?:$|[,.;!?]|[的吧呢就都行能到价档啊哦了]))",
    ),
)

PRICE_WORDS = (
    *(
        pattern
        for meaning, pattern in PHRASES
        if meaning == "amount" and ("售价" in pattern or "msrp" in pattern)
    ),
    rf"(?:才|就|仅|低至|直降到|降到)\s?(?P<a>{BARE}{REST}++)(?=\s*(?:$|[,.。!?;、啊哦呢吧了]))",
    rf"(?P<a>{BARE}{REST}*+)\s?(?:/|每|{OTHER}){_EACH}",
)
"""What shows in a statement that a bare figure is a price."""

SPOKEN_PRICE = regex(
    r"(?<!卖了)(?<!销量)(?:[一二两三四五六七八九][千万])?[一二两三四五六七八九][百千万][一二三四五六七八九](?=\s*(?:$|[,.。!?;、]))"
)
"""A price as it is called out, without its unit: 一百六, 两千四."""

CORRECTION = regex(
    r"不对|不是|我是说|我说的是|我的意思|应该是|说错|改[成为到]|更正|哦不|啊不|算了|还是"
    r"|(?<![a-z])(?:no|nope|i\smean|i\smeant|actually|sorry|wait|make\s(?:it|that)|rather|instead|scratch\sthat"
    r"|correction|oops)(?![a-z])"
)
"""Words that take back what was said just before."""

BARE_FILLER = regex(
    r"(?<![a-z'])(?:about|around|maybe|like|let's|lets|say|i|guess|think|thinking|probably|is|fine|ok|okay|please|um|uh"
    r"|well|just|or|so|sure|yes|yeah|yep|my|budget|the|it's|its|it|would|be|works|good|great|to|for|me|hmm|perhaps"
    r"|under|ideally|roughly|total|max)(?![a-z'])|差不多|大概|大约|应该|可以|预算|我想|左右|价位|价格|那就|[吧呢啊呀哦嗯呃额就的了行好那我想要也都是在元块嘛喽咯哈]"
    r"|[\s,.!?~。、;:\"'()…-]"
)
"""What may stand around a number in a message that is otherwise nothing but the number."""
