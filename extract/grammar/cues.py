"""Word classes that give a number its role: what grants, what measures, what sets up a fund, what states a goal."""

from __future__ import annotations

from functools import cache

from extract import lexicon
from extract.patterns import Pattern, Plain, any_of

# Words that only grant in certain company; the patterns say in which.
_WEAK = ("奖", "补", "获得", "享受", "安排", "列支", "配套", "支持", "扶持", "发放", "得到", "领取")


@cache
def grants() -> Pattern:
    """A word of granting, anywhere. Not 奖项, 奖牌, 补充, 补齐, 支持方向, 配套设施, nor 支持 that only urges."""
    words = [w for w in lexicon.words("grant_verbs") if w not in _WEAK]
    return Pattern(
        "grants",
        rf"""{any_of(words)}(?!对象|范围|政策|方向|条件|办法|期限|资格|获得者)
           | (?<=[给予资金经费式行以])(?:支持|扶持) | (?:支持|扶持)(?=[^，。；]{{0,6}}\d)
           | (?:发放|领取|得到)(?=[^，。；]{{0,8}}[\d券]) | [奖补](?=\d) | (?:安排|列支)(?=[^，。；]{{0,8}}\d)""",
    )


@cache
def granted_before() -> Pattern:
    """A word of granting close before a sum."""
    words = any_of((*lexicon.words("grant_verbs"), *lexicon.words("grant_nouns")))
    return Plain("granted_before", rf"{words}(?:[^，。；、\d]{{0,18}}|[^，。；\d]{{0,18}}(?:分别|各|合计|共)[^，。；\d]{{0,8}})$")


@cache
def granted_behind() -> Pattern:
    """The name of a grant right behind a sum: 50万元（的）一次性奖励. Not 50万元奖项."""
    nouns = any_of(lexicon.words("grant_nouns"))
    return Pattern(
        "granted_behind",
        rf"""[ ]?(?:\([^()]{{0,12}}\))?(?:以内|以下|以上|之内)?(?:的|作为|给予|予以|进行|标准)*[ ]?
             (?:一次性|资金|现金|专项|财政|政府|经费|叠加|额外|配套|同等|首次|年度|分档|定额|等额|不等)*(?:的)?(?:(?!按|由|可|用于|设立|且|并|不)[\u4e00-\u9fff“”]){{0,10}}?{nouns}(?!项目|对象|范围|条件|标准)""",
    )


@cache
def measured_before() -> Pattern:
    """A size close before a sum: 年营业收入达到, 总投资, 实到资本金."""
    nouns = any_of(lexicon.words("measure_nouns"))
    return Pattern("measured_before", rf"{nouns}(?:\([^()]{{0,40}}\))?[^，。；、\d补奖资助贴支给]{{0,12}}$")


# A condition closes with 的 before a comma, a noun or the grant itself.
CONDITION_END = Pattern("condition_end", r"的(?!(?:标准|比例|额度|幅度|限额|方式|档次))(?=[，：；。]|$|[\u4e00-\u9fff])")
# Money that a budget gives: 每年安排, 市财政列支. 投入 only where a budget or a year invests, not 设备投入.
FUND_VERB_BEFORE = Pattern(
    "fund_verb_before",
    r"(?:安排(?!\d|[^，。；]{0,6}(?:就业|岗位|\d+[名人]))|列支|单列|统筹|整合|拿出|筹措|列入预算|划拨|(?:每年|财政|计划|政府|年度计划)[^，。；的]{0,2}投入)(?![^，。；]{0,12}(?:每家|单个|每个))[^，。；的]{0,14}$",
)
FUND_CREATED = Pattern("fund_created", r"^(?!对|凡)[^，。；]*(?:设立|组建|成立|发起|筹集|募集|发放)[^，。；]{0,6}$")
FUND_SIZE_BEFORE = Pattern(
    "fund_size_before",
    r"""(?:基金|资金池|资金|专项|盘子|预算|券)[^，。；每家个]{0,6}(?:总规模|(?<!管理)规模|总额|总量|总盘子|总预算|共计|合计|总计)[^，。；\d]{0,8}$
      | (?:总规模|首期规模|初始规模|目标规模|资金规模|基金规模|总盘子|年度预算|总预算金额|铺底资金|资金池|首期|资金总额|预计(?:所需)?资金|所需资金
          |资金需求|风险补偿金|
      补偿资金)[^，。；\d]{0,10}$
      | 设立(?![^，。；]*(?:每家|每个|单个))[^，。；\d]{2,24}(?:专项|引导|发展|扶持|奖补|补助|奖励)资金[^，。；\d]{0,3}$""",
)
GIVEN_OUT = Pattern("given_out", r"(?:发放|派发)[^，。；\d]{0,14}券”?[^，。；\d]{0,8}$|注资[^，。；\d]{0,4}$")
FUND_BEHIND = Pattern(
    "fund_behind",
    r"""^(?:以上|以下|左右|以内)?(?:的|规模的?|总规模的?)?[^，。；给对奖\d]{0,24}?
         (?:基金|资金池|专项资金|引导资金|扶持资金|发展资金|奖励资金|补助资金|产业资金|工作经费|专项经费|资金(?!奖励|补助|补贴|资助)|专项(?!资金)|券|预算|额度)
      | ^(?:以上|左右)?(?:的)?规模""",
)
FUND_VERB = Pattern("fund_verb", r"设立|组建|成立|发起|安排|列支|单列|统筹|筹集|募集|拿出|发放|筹措|预算|(?:每年|财政)[^，。；]{0,4}投入")
FUND_TOTAL = Pattern(
    "fund_total", r"(?:^|券”?)(?:年度|每年|全年)?(?:(?P<gives>发放|安排|投放)|资金)?(?:总额|总规模|规模|总量|总金额)度?[^，。；\d]{0,8}$"
)
GOAL = Pattern(
    "goal",
    r"""力争|目标|到[ ]?(?:20\d\d|“?十[四五六]五”?末)年?|20\d\d年(?:底|末)?(?:前|，)|\d年时间|规划期末|培育|打造|形成|建成|撬动|带动|拉动|引导
      | 新增|实现|促成|争取|提升至|提供[^，。；]{0,8}$""",
)
# 主要目标。 at the head of a clause.
GOALS = Pattern("headed_goals", r"(?:主要|发展|总体|工作|具体|预期|年度|奋斗)目标(?:任务)?[。：\n]")
# Not 按已完成投资的20%, nor 累计获得的资金不超过300万元.
REPORTED = Pattern(
    "reported",
    r"(?<!至少)同比(?:增长|下降|增加|减少)[约近]?[\d.]+%?(?![\d.%的且、]|以[上下内]|及以)|截至|(?:已|累计)[^，。；]{0,4}(?:完成|实现|发放|兑现|获|投入|评审|支持)[^，。；\d的最不]{0,14}\d|其中.{0,10}获支持",
)
# （一）…；（二）… under 须符合以下条件 are all conditions.
STEP = Pattern(
    "step_before",
    r"每(?:再|新)?(?:同比|环比|较上年|比上年)?(?:新增|增加|增长|净增长?|提高|超出|超过|多|跨上|揽收|新签|缴纳|实缴|出资|采购|结算|交易|成交|投入|投资|贡献|纳税|融资|增资|消费|收购|生产|产生|实现|形成|处理|加工|上(?:一|1)?个?台阶|递增|上升|提升|达到|达|满|完成|进口|出口|创汇|实现|销售|增|引进|到位|超)[^，。；\d]{0,14}$",
)
# 每创汇1美元奖励0.3元: another sum is granted for each.
STEP_GRANT = Pattern("step_grant", r"^(?:的?增量|的?增长|的?增加|的?部分)?的?，?(?:再)?(?:给予|奖励|补贴|补助|奖|资助)[^，。；]{0,8}\d")
STEP_NOUN = Pattern("step_noun", r"(?:台阶|档次?|级|梯次|阶梯)$")
RAISED_FROM = Pattern("raised_from", r"(?:由|从|在)(?:原(?:来|有|定)?的?|现行的?|目前的?)?[^，。；\d]{0,10}$")
RAISED_TO = Pattern("raised_to", r"(?:提高|调整|上调|提升|增加|增至|调至|降低|下调|升|放宽|扩大)(?:到|至|为|成)[^，。；\d]{0,6}$")
RAISES = Pattern("raises", r"^[^，。；\d]{0,10}(?:提高|调整|上调|提升|增加|增|调|降低|下调|升|放宽)(?:到|至|为|成)")
INSTALMENT = Pattern(
    "instalment",
    r"""(?:首年|次年|第[一二三四五1-5]年|首期|首笔|次期|二期|其余|剩余|余下|分[期年]|第[一二三][期阶笔]|先行|先期|签约后|开工后|竣工后|投产后|验收后)[^，。；]{0,8}
        (?:兑现|拨付|支付|发放|到账|给付|预拨|下达)[^，。；\d]{0,2}$
      | (?:兑现|拨付|支付|预拨|首付|兑付)[^，。；\d]{0,2}$ | 后(?:发放|拨付|支付|给付)$""",
)
LINE_OF_CREDIT = Pattern("line_of_credit", r"(?:担保|贷款|授信|借款)(?:额度|限额|金额|总额)[^，。；\d]{0,12}$")
CREDIT_TOO = Pattern("credit_too", r"^[^，。；\d]{0,12}(?:可?申请)?(?:最高|不超过)[^，。；\d]{0,4}$")
OR_ELSE = Pattern("or_else", r"^(?:或者?|或是)(?:港币|人民币)?$")
CAPPED = Pattern("capped_before", r"(?:最高|不超过|上限)[^，。；]{0,120}[%一][^，。；]{0,12}，$")
LENT = Pattern("lent", r"^(?:以内|以下|以上)?的?[^，。；补贴奖]{0,8}(?:贷款(?!贴息|利息)|授信|信贷|借款|信用额度)")
PART_OF = Pattern("part_of", r"^(?:要|须|应|需)?(?:用于|由[^，。；]{1,12}承担|用作)")
# What somebody else pays, or a thing costs: 每株价格0.3元, 农民自费0.05元.
PRICE = Pattern(
    "price",
    r"(?:(?<!补贴|补助|奖励|资助|补偿)(?:价格|单价)|售价|票价|自费|自筹|自付|自缴|个人缴费|收费|起步价|押金|租赁价)[^，。；\d补奖贴资]{0,6}$",
)
# 价格5万元以上的, 不高于30元/公斤的加氢站: a price that a condition sets.
PRICE_ASKED = Pattern("price_asked", r"[^，。；补奖贴资]{0,16}的(?!(?:标准|比例|额度|幅度|限额|方式|档次|[^，。；]{0,4}[补奖贴资]))")
# 满100元减30元, of vouchers.
SPENT = Pattern("spent", r"满$")
TAKEN_OFF = Pattern("taken_off", r"[，]?(?:立?减|抵扣?)\d")
TAKES_OFF = Pattern("takes_off", r"满[^，。；满]{1,10}[，]?(?:立?减|抵扣?)$")
USED_FOR = Pattern("used_for", r"(?:资金)?(?:专项)?用于")
FINE = Pattern("fine", r"^(?:以[上下])?(?:的)?罚款")
# 在100万元至300万元的: a size that a condition places.
WITHIN = Pattern("placed_within", r"(?:^|[，。；：额入收值资润税])在$")
WITHIN_END = Pattern(
    "placed_within_end",
    r"^(?:\([^()]{1,12}\))?(?:以上)?(?:[至到\-—]\d[\d.]*[万亿]?元?)?(?:\([^()]{1,12}\))?(?:以上|以下|之间|区间)*(?:\([^()]{1,12}\))?的",
)
AS_STANDARD = Pattern("as_standard", r"^(?:的标准)?(?:给予|予以|补贴|补助|奖励|发放|资助)")
RECEIVED = Pattern("received", r"享受|获得|获|申请|申领|领取|(?:奖励|补贴|补助|资助)资金总额")
UP_TO = Pattern("up_to", r"(?:补贴|奖励|补助|资助|支持|扶持|奖补)(?:到|至)$")
REQUIRED = Pattern("required", r"申报|申请|须|应当|应(?=不|达|具)|需(?!求)|要求|必须|具备|符合")
EACH_TIER = Pattern("respectively", r"分别|依次|分档|各(?=给予|奖|补)")
BARE_LABEL = Pattern("bare_label", r"^[^，。；给予对\d]{0,4}(?:第?[\d、\-—一二三四五六七八九十]{0,6})[^，。；给予对按\d]{0,20}$")
