"""Reads progress in free words: how far a project is, and whether it lives.

A cell is read clause by clause; the farthest stage that is said to be reached wins. What is planned, awaited or
denied counts for the stage before it: 拟签约 is signing, 未签约 is talking, 已签约，待开工 is signed.
"""

# ruff: noqa: E501 - the tables read best with one meaning in a line

import re
from dataclasses import dataclass
from functools import lru_cache

from .text import says_nothing, tight

Guess = tuple[str, str]

# The codes of `projects` in their order; this engine knows no app, so they stand here too.
STAGES = (
    "lead", "assessed", "talking", "intent", "reviewed", "signing", "signed", "registered", "started", "producing",
    "performing",
)  # fmt: skip
RANK = {stage: rank for rank, stage in enumerate(STAGES)}

_DENIED = r"(?:未(?!来)|没有?|尚无|暂无|无(?!锡|为|人机|线)|不(?!断|少|久|低)|还没|非)"
_AHEAD = (
    r"(?:拟|待|即将|将|准备|预计|计划|力争|争取|争创|推进|推动|促进|促成|有望|正在|正式?进行|进行|筹备|等待|商讨|商定|洽谈|磋商|协商|"
    r"确定|近期|近日|日内|择期|择机|下一步|下步|下周|下个?月|明年|年后|节后|尽快|尽早|加快|达到|年底前|年内|谋划|推迟|暂缓|延期|延迟|推后|[预准](?=签|开工|投产|注册)|(?<![认许])可(?!研)|能够|希望|研究|起草|拟定|草拟|审核|审查|修改|完善|讨论|敲定|会签)"
)
_GAP = r"[^,;。]{0,8}?"
_NOT_YET = r"(?:(?!已)[^,;。]){0,8}?"  # between a plan and what is planned: 下周签约, but not 近日已签约
_TALKS_AGREEMENT = r"(?:框架|意向|战略合作|合作意向|合作框架|谅解|备忘录|意向书|合作备忘)"
_CONTRACT = r"(?:签约|签订|签署|签定|签了|签字|协议|合同|签合同)"
_AGAINST = re.compile(
    r"(?:无|没有|暂无|暂没有|尚无|未有|缺乏|不具)(?:明确|任何|进一步|新的)?的?(?:投资|合作|落户|转移|扩张|外迁|迁移)?(?:意向|意愿|需求|计划|打算)|"
    r"意[向愿](?:尚)?(?:不|未)(?:明|强|大|足|高|定)|(?:未|没)(?:有)?(?:表达|明确|形成|达成)[^,;。]{0,6}意[向愿]|暂不(?:考虑|投资)|意[向愿](?:一般|较弱|较低|不)"
)
_Rule = tuple[re.Pattern[str], str, bool]


def _rule(pattern: str, stage: str, sure: bool = True) -> _Rule:
    return re.compile(pattern), stage, sure


# In each clause the first rule that matches speaks. `sure` False asks a person to look.
_RULES: tuple[_Rule, ...] = (
    _rule(r"达产|达效|满产|performing", "performing"),
    _rule(rf"{_DENIED}{_GAP}(?:投产|生产)|{_AHEAD}{_GAP}(?:投产|试生产|竣工)", "started"),
    _rule(r"投产|试生产|试运行|运营|量产|已生产|开业|(?:已|正式)营业|营业中|producing|inproduction", "producing"),
    _rule(rf"{_DENIED}{_GAP}(?:开工|动工|开建)", "signed", False),
    _rule(rf"{_AHEAD}{_GAP}(?:开工|动工|奠基|进场|开建)|开工(?:前|准备|手续)|to(?:start|begin)", "signed", False),
    _rule(r"租[^,;。]{0,4}厂房|厂房[^,;。]{0,4}租|筹建|核名|到资|资金[^,;。]{0,4}到位", "signed", False),
    _rule(r"(?:已|取得|办结|办好)[^,;。]{0,6}施工(?:许可|图)", "registered", False),
    _rule(r"施工(?:许可|图|手续)|用地(?:审批|手续|报批)|土地[^,;。]{0,3}(?:挂牌|报批|征收)", "signed", False),
    _rule(r"开工|动工|在建|施工|奠基|破土|主体(?:工程|封顶)|封顶|设备(?:安装|调试|进场)|厂房(?:建设|装修|改造|已)|装修|建设中|正在建设|启动建设|竣工|完工|"
          r"started|construction", "started"),
    _rule(rf"{_DENIED}{_GAP}(?:注册|办照|成立)|{_AHEAD}{_GAP}(?:注册|办照|成立|设立)|注册(?:登记)?(?:办理|手续|中)", "signed", False),
    _rule(r"(?:执照|注册)(?:登记)?(?:已|均)[^,;。]{0,2}(?:办|领|取|完|出)", "registered"),
    _rule(r"(?:完成|已|办理|取得|领取|获得|拿到)[^,;。]{0,8}(?:注册|营业执照|执照|设立)|注册(?:完成|成功|登记完成|公司$)|^新注册|(?:已|完成)[^,;。]{0,6}成立[^,;。]{0,6}公司|项目公司(?:已)?(?:成立|注册)|"
          r"公司已(?:成立|注册|设立)|^注册$|registered|incorporated", "registered"),
    _rule(r"保密协议|(?<![a-z])nda(?![a-z])", "talking", False),
    _rule(rf"{_DENIED}{_GAP}{_TALKS_AGREEMENT}", "talking", False),
    _rule(r"(?:已|初步)?达成(?:了|初步|投资|合作|落户|明确)*意[向愿]$", "intent"),
    _rule(rf"{_AHEAD}{_GAP}(?:签|达成)[^,;。]{{0,6}}{_TALKS_AGREEMENT}", "intent", False),
    _rule(rf"(?:签|达成|形成|递交|提交|出具|收到)[^,;。]{{0,10}}{_TALKS_AGREEMENT}|{_TALKS_AGREEMENT}(?:协议|书)?已?签|"
          rf"{_TALKS_AGREEMENT}(?:协议|书)|(?<![a-z])(?:mou|loi)", "intent", False),
    _rule(rf"{_DENIED}(?:能|有|正式|完成|成功)?{_GAP}签|签约(?:未|失败|不成)|notyet|notsigned|unsigned", "talking", False),
    _rule(r"签约(?:条件|可能|概率|前)|签约\((?:拟|待|预)|草签|(?:签约|协议|合同)(?:事项|条款|内容|细节)[^,;。]{0,4}(?:未|没)", "signing", False),
    _rule(r"合法性审查|公平竞争审查|法律审[核查]", "signing"),
    _rule(rf"{_AHEAD}{_NOT_YET}{_CONTRACT}|(?:拟|待|即将?|将|准备|等)签(?![约订署字定合协])|{_CONTRACT}[^,;。签]{{0,6}}(?:审核|审查|报审|报批|审批|会签)|{_CONTRACT}(?:书|文本|条款|草案|草稿|初稿|内容|细节|事宜|事项|流程|程序|手续|时间|日期|仪式)?(?:已|进行|正在|在)?"
          r"(?:中|待签|待定|拟定|起草|商定|磋商|协商|洽谈|审核|审查|修改|完善|讨论|准备|在即|敲定|拟签|会签|阶段|过程|谈判|商谈|筹备|未定)|"
          r"达成(?:初步)?协议|待签|拟签|即签|(?:起草|草拟|拟定|审核|商谈|洽谈|磋商)(?:投资|合作|入驻)?(?:协议|合同)|"
          r"signing|abouttosign|tobesigned|contractdraft", "signing"),
    _rule(r"已签|签约|签订|签署|签定|签了|签合同|落地签|(?:协议|合同)(?:已|均|全部)?(?:签|生效)|signed|contracted", "signed"),
    _rule(rf"(?:{_AHEAD}|已准备|准备){_GAP}(?:入驻|落户|落地)", "signing", False),
    _rule(r"(?:已|成功|完成|正式)[^,;。]{0,4}(?:落地|落户|入驻|入园)(?!外|他|其|别)|^(?:项目)?(?:落地|入驻|落户|入园)$|摘牌|拿地|立项|备案", "registered", False),
    _rule(r"履约|履行协议", "signed", False),
    _rule(rf"{_DENIED}(?:能|有)?(?:通过|过|上|进行|组织|开展)?{_GAP}(?:评审|联审|会审|上会|过会)|(?:评审|联审|会审)(?:未|没|不)|(?:待|拟|准备|等待){_GAP}(?:评审|联审|会审|上会|过会)", "intent", False),
    _rule(r"谈妥|谈成|谈定|敲定", "signing", False),
    _rule(r"(?:申请|拟|准备)入园|入园申请", "intent", False),
    _rule(r"评审|联审|预审|会审|尽调|尽职调查|项目论证|专家论证|上会|过会|联席会|常务会|准入|规委会|环评|能评|可研|安评|review|duediligence", "reviewed"),
    _rule(_AGAINST.pattern, "talking", False),
    _rule(r"意向|有意|意愿|有兴趣|感兴趣|初步同意|同意投资|达成共识|达成一致|达成合作|拟投资|拟合作|(?:确定|决定|明确|同意)(?:来|在)?(?:淮|我市|本地)?(?:北)?(?:投资|合作)|expressedinterest|intent|interested", "intent"),
    _rule(rf"(?:{_DENIED}|待|拟|准备|计划|尚待|预约|约定|将|邀请|邀约|等待|下一步|争取)[^,;。]{{0,6}}"
          r"(?:走访|拜访|对接|联系|接触|洽谈|考察|见面|沟通|面谈|上门|会面|回访|来访|跟进)|约访|预约", "lead"),
    _rule(r"研判|评估|分析|筛选|甄别|核实|assess", "assessed"),
    _rule(r"(?:初步|首次|初次|刚刚?|电话|微信|线上|邮件|网络|已)(?:接触|联系|联络|沟通|了解)|了解情况|建立联系|取得联系|互加微信", "lead", False),
    _rule(r"在谈|洽谈|商谈|磋商|谈判|会谈|面谈|座谈|走访|拜访|考察|对接|接洽|接触|沟通|交流|来访|回访|见面|踏勘|选址|看地|推介|talk|negotiat|visited|contacted|"
          r"meeting|met\b|ongoing|谈", "talking"),
    _rule(r"内部(?:决策|讨论|研究|审批|评估)|董事会|(?:总部|集团|母公司)[^,;。]{0,4}(?:批|决|审|同意)|批复|决策|报价|方案|厂房|计划书|建议书|联系$", "talking", False),
    _rule(r"纳规|入统|纳统|规上|入规", "producing", False),
    _rule(r"跟踪|跟进|推进|进行中|持续|保持联系|follow", "talking", False),
    _rule(r"线索|信息|储备|收集|梳理|摸排|排摸|获取|掌握|登记|入库|在库|谋划|新增|初期|前期|lead|prospect|new", "lead"),
)  # fmt: skip
_STATUS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"撤回|撤资|退出|解约|撤销|终止协议|解除(?:协议|合同)|withdr"), "withdrawn"),
    (re.compile(r"放弃|终止|失败|流失|取消|淘汰|不再(?:跟踪|跟进|联系|考虑)|已?落户(?:外地|他|其他|其它|别)|(?:选择|落户|转投|投向|花落)(?:了)?(?:外地|他地|他处|其他|其它|别处|别地)|"
                r"谈崩|未谈成|没谈成|谈不成|无果|未果|搁浅|已结束|关闭|明确(?:表示)?不(?:投资|合作|考虑|来)|拒绝|不予考虑|^不考虑|流产|告吹|黄了|作废|否决|被否|不符合|^未通过$|婉拒|谢绝|回绝|拒签|(?:改|转)投|在(?:外地|他地|异地)投资|破裂|不合适|条件不符|无法(?:满足|落地)|"
                r"lost|dropped|failed|cancell?ed"), "lost"),
    (re.compile(r"暂停|暂缓|搁置|中止|延期|推迟|停滞|放缓|冻结|暂时停|停工|停建|停产|失联|联系不上|疫情(?:影响|原因)|onhold|paused|postponed"), "paused"),
)  # fmt: skip
_TURN = re.compile(  # 已注册未开工 says two things; 签约待定 says one
    r"((?:已|完成|正式)[^,;。]{0,8}?[约册工产户地议同签]),?(?=(?:但|尚|还|暂)*(?:未|待|拟|准备|即将|正在|计划)(?!定|果|成|明|完|办|遂|通))"
)
_CLAUSES = re.compile(r"[,;。!?、\n]|(?<=\d)\.(?=\D)|(?:但是?|然后|目前|现)(?=\S{2})")
_TICKS = frozenset(["√", "✓", "✔", "●", "■", "☑", "是", "有", "y", "yes", "1"])
_CHOICES = re.compile(r"[☑√✓✔■](?=\S)")


@dataclass(frozen=True, slots=True)
class ProgressRead:
    """The stage as reported, the status, and what was guessed. No stage: the words say none."""

    stage: str | None
    status: str = "active"
    guesses: tuple[Guess, ...] = ()


@lru_cache(maxsize=16_384)
def read_progress(text: str) -> ProgressRead:
    """Read one cell.

    >>> read_progress("已走访，有投资意向").stage, read_progress("协议待签").stage, read_progress("未签约").stage
    ('intent', 'signing', 'talking')
    """
    bare = _lines_kept(text)
    if says_nothing(bare):
        return ProgressRead(None)
    if bare in RANK:
        return ProgressRead(bare)
    chosen = _CHOICES.search(bare)
    if chosen and "□" in bare:
        bare = re.split(r"[□☑√✓✔■]", bare[chosen.end() :])[0]
    status = next((status for pattern, status in _STATUS if pattern.search(bare)), "active")
    stage, sure = _farthest(bare)
    guesses: list[Guess] = []
    if stage is None:
        stage = "lead"
        if status == "active":
            guesses.append(("stage_unread", stage))
    elif not sure:
        guesses.append(("stage_guessed", stage))
    if status != "active":
        guesses.append(("status_guessed", status))
    return ProgressRead(stage, status, tuple(guesses))


def _farthest(text: str) -> tuple[str | None, bool]:
    """Return the farthest stage the clauses reach, and whether that is sure."""
    found = [one for clause in _CLAUSES.split(text) if (one := _stage_of(clause))]
    if not found:
        return None, False
    stage, sure = max(found, key=lambda one: (RANK[one[0]], one[1]))
    if stage == "intent" and _AGAINST.search(text):
        return "talking", False
    return stage, sure


def _lines_kept(text: str) -> str:
    """Return the text tight, with line ends as clause ends."""
    return _TURN.sub(r"\1;", tight(text.strip().replace("\n", ";")))


def _stage_of(clause: str) -> tuple[str, bool] | None:
    if not clause:
        return None
    return next(((stage, sure) for pattern, stage, sure in _RULES if pattern.search(clause)), None)


def is_tick(text: str) -> bool:
    """Tell whether a cell only ticks what its header says."""
    return tight(text) in _TICKS


def names_stage(text: str) -> bool:
    """Tell whether words speak of progress at all; used to know a column by its content."""
    bare = _lines_kept(text[:60])
    return any(_stage_of(clause) for clause in _CLAUSES.split(bare)) or any(one.search(bare) for one, _ in _STATUS)
