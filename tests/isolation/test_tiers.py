"""Up and down the tree: what a tier sees of the ones below, and that nobody climbs."""

from foundation.clock import now
from hierarchy.gates import enter
from hierarchy.models import Hall, Post
from hierarchy.posts import Actor
from reporting import board
from tenants.audit.models import Look
from tenants.notices.models import Notice
from tests.api import desk
from tests.api.asking import as_machine, as_nobody, as_person

FAMILY = """query ($code: ID!) { hall(code: $code) { code parent { code parent { code } } ancestors { code }
  children { code parent { code ancestors { code } } children { code } } } }"""


def shown(hall: Hall, key: str, department: str) -> board.BoardRow:
    return board.BoardRow(
        hall=hall.code, path=hall.path, kind="ALERT", key=key, number=hall.name, item="x", department=department,
        level="RED", clock="PROMISED", rung="over", at=hall.provisioned_at or now(), is_case_open=True,
    )  # fmt: skip


def test_nobody_climbs_above_the_top_of_his_jurisdiction(db: None, lin: Actor, zhao: Actor, han: Actor) -> None:
    own = as_person(lin)(FAMILY, code=desk.CHANGLI).data["hall"]
    assert own == {"code": desk.CHANGLI, "parent": None, "ancestors": [], "children": []}
    city = as_person(zhao)(FAMILY, code=desk.QINHUANGDAO).data["hall"]
    assert (city["parent"], city["ancestors"]) == (None, [])
    assert {str(child["parent"]) for child in city["children"]} == {str({"code": desk.QINHUANGDAO, "ancestors": []})}
    narrowed = as_machine(han, desk.QINHUANGDAO)(FAMILY, code=desk.CHANGLI).data["hall"]
    assert (narrowed["parent"], narrowed["ancestors"]) == (
        {"code": desk.QINHUANGDAO, "parent": None},
        [{"code": desk.QINHUANGDAO}],
    )


def test_an_inspector_sees_the_counties_of_his_city_and_enters_them(number: str, zhao: Actor) -> None:
    ask = as_person(zhao)
    assert ask('{ cases(hall: "130322") { edges { node { number applicantName } } } }').data["cases"]["edges"] == [
        {"node": {"number": number, "applicantName": "昌黎的申请人"}}
    ]
    halls = ask("{ halls(first: 200) { edges { node { code } } } }").data["halls"]
    codes = [edge["node"]["code"] for edge in halls["edges"]]
    assert desk.CHANGLI in codes
    assert {code[:4] for code in codes} == {"1303"}


def test_alerts_end_at_the_jurisdiction(db: None, lin: Actor, zhao: Actor) -> None:
    halls = Hall.objects.filter(code__in=[desk.CHANGLI, desk.PINGQUAN, desk.QINHUANGDAO])
    rows = [shown(hall, "1", "D01") for hall in halls]
    board.put(rows)
    question = (
        "query ($code: ID!) { alerts(code: $code) { edges { node { caseNumber hall { name parent { code } } } } } }"
    )
    alerts = as_person(lin)(question, code=desk.CHANGLI).data["alerts"]["edges"]
    assert alerts == [{"node": {"caseNumber": "昌黎县", "hall": {"name": "昌黎县", "parent": None}}}]
    city = as_person(zhao)(question, code=desk.QINHUANGDAO).data["alerts"]["edges"]
    assert {alert["node"]["caseNumber"] for alert in city} == {"昌黎县", "秦皇岛市"}


def test_a_clerk_of_one_department_sees_its_alerts_alone(db: None, lin: Actor) -> None:
    hall = Hall.objects.get(code=desk.CHANGLI)
    board.put([shown(hall, key, department) for key, department in (("1", "D01"), ("2", "D06"))])
    Post.objects.filter(pk=lin.post_id).update(departments=["D06"])
    alerts = as_person(lin)('{ alerts(code: "130322") { edges { node { department { code } } } } }').data["alerts"]
    assert alerts["edges"] == [{"node": {"department": {"code": "D06"}}}]


def test_a_look_with_a_token_is_kept_under_the_hall_of_the_post(changli: Hall, zhao: Actor) -> None:
    assert as_machine(zhao, desk.CHANGLI)('{ items(hall: "130322") { edges { cursor } } }').codes == []
    with enter(changli):
        look = Look.objects.get()
    assert (look.person, look.post, look.from_hall, look.subject) == (
        zhao.person_id,
        zhao.post_id,
        desk.QINHUANGDAO,
        "items",
    )


def test_messages_are_read_by_their_recipient_alone(changli: Hall, lin: Actor, zhao: Actor) -> None:
    with enter(changli):
        notices = [
            Notice.objects.create(recipient=actor.person_id, kind="ALERT", key=str(key), at=changli.provisioned_at)
            for key, actor in enumerate((lin, zhao))
        ]
    question = '{ notices(hall: "130322") { edges { node { id readAt } } } }'
    mark = 'mutation ($ids: [ID!]!) { markNoticesRead(hall: "130322", ids: $ids) { errors { code } } }'
    ask = as_person(lin)
    assert ask(question).data["notices"]["edges"] == [{"node": {"id": str(notices[0].pk), "readAt": None}}]
    assert ask(mark, ids=[str(one.pk) for one in notices] + ["x", "9" * 30]).codes == []
    with enter(changli):
        assert [one.read_at is not None for one in Notice.objects.order_by("pk")] == [True, False]
    assert as_person(zhao)(question).data["notices"]["edges"] == [{"node": {"id": str(notices[1].pk), "readAt": None}}]


def test_the_exchange_desk_is_seen_and_decided_by_its_roles(
    changli: Hall, lin: Actor, zhao: Actor, han: Actor, jia: Actor, zhou: Actor, tong: Actor
) -> None:
    looking = """{ quarantine(hall: "130322") { edges { node { id } } } sources(hall: "130322") { code }
      recordQuality(hall: "130322", from: "2026-01-01", to: "2026-01-31") { source } }"""
    registering = """mutation { registerSource(input: {hall: "130322", code: "x", name: "x"}) { token } }"""
    for actor, codes in ((lin, []), (zhao, []), (han, []), (jia, ["NOT_FOUND"]), (tong, ["NOT_FOUND"])):
        assert as_person(actor)(looking).codes == codes, actor.role
    leader = Post.objects.create(person_id=zhou.person_id, hall=changli, role="LEADER", from_on="2025-01-01")
    as_leader = as_person(zhou)
    as_leader("mutation ($id: ID!) { choosePost(id: $id) { errors { code } } }", id=str(leader.pk))
    assert as_leader(looking).codes == ["FORBIDDEN"]
    for actor in (lin, zhao, han):
        assert as_person(actor)(registering).codes == ["FORBIDDEN"], actor.role
    Post.objects.create(person_id=tong.person_id, hall=changli.parent, role="HALL_ADMIN", from_on="2025-01-01")
    # An administrator of the city looks down, and does not decide in the county.
    assert as_person(tong)(looking).codes == []
    assert as_person(tong)(registering).codes == ["FORBIDDEN"]


def test_the_tree_is_changed_by_an_administrator_above(
    changli: Hall, lin: Actor, zhao: Actor, han: Actor, jia: Actor, tong: Actor
) -> None:
    renaming = """mutation { renameHall(input: {code: "130322", name: "新名", reason: "批复"}) { errors { code } } }"""
    for actor, code in ((lin, "FORBIDDEN"), (zhao, "FORBIDDEN"), (han, "FORBIDDEN"), (jia, "NOT_FOUND")):
        assert as_person(actor)(renaming).codes == [code], actor.role
    for place, code in ((changli, ["FORBIDDEN"]), (changli.parent, [])):
        Post.objects.filter(pk=tong.post_id).update(hall=place)
        assert as_person(tong)(renaming).codes == code, place
    # What it is moved under lies in the jurisdiction as well.
    moving = """mutation { moveHall(input: {code: "130322", under: "130800", reason: "批复"}) { errors { code } } }"""
    assert as_person(tong)(moving).codes == ["NOT_FOUND"]


def test_people_are_seen_by_their_own_administrator(
    changli: Hall, lin: Actor, zhao: Actor, han: Actor, tong: Actor
) -> None:
    looking = '{ posts(hall: "130322") { edges { node { username } } } }'
    for actor, codes in ((lin, ["FORBIDDEN"]), (zhao, ["FORBIDDEN"]), (han, ["FORBIDDEN"]), (tong, ["NOT_FOUND"])):
        assert as_person(actor)(looking).codes == codes, actor.role
    files = [f"/api/v1/halls/130322/{name}.csv" for name in ("posts", "sign-ins")]
    for actor in (lin, zhao, han, tong):
        assert {as_person(actor).client.get(file).status_code for file in files} == {404}, actor.role
    Post.objects.filter(pk=tong.post_id).update(hall=changli)
    assert {as_person(tong).client.get(file).status_code for file in files} == {200}
    found = as_person(tong)(looking).data["posts"]["edges"]
    assert [edge["node"]["username"] for edge in found] == ["lin", "tong"]


def test_channels_are_seen_and_set_by_their_own_administrator(
    changli: Hall, lin: Actor, zhao: Actor, han: Actor, tong: Actor
) -> None:
    key = '{hall: "130322", kind: YELLOW, channel: SMS, language: "zh"'
    texts = (
        '{ channels(hall: "130322") { channel } }',
        '{ noticeTemplates(hall: "130322") { text } }',
        """mutation { setChannel(input: {hall: "130322", channel: SMS, isOfficeOnly: false, price: 0}) {
          errors { code } } }""",
        f'mutation {{ setNoticeTemplate(input: {key}, text: "{{case}}"}}) {{ errors {{ code }} }} }}',
        f"mutation {{ dropNoticeTemplate(input: {key}}}) {{ errors {{ code }} }} }}",
    )
    for text in texts:
        for actor, codes in ((lin, ["FORBIDDEN"]), (zhao, ["FORBIDDEN"]), (han, ["FORBIDDEN"]), (tong, ["NOT_FOUND"])):
            assert as_person(actor)(text).codes == codes, (actor.role, text)
    Post.objects.filter(pk=tong.post_id).update(hall=changli)
    assert all(as_person(tong)(text).codes == [] for text in texts)


def test_administrative_acts_are_seen_by_administrators_and_supervisors(
    changli: Hall, lin: Actor, zhao: Actor, han: Actor, qian: Actor, tong: Actor
) -> None:
    looking = '{ adminActs(hall: "130322") { edges { node { kind subject } } } }'
    file = "/api/v1/halls/130322/acts.csv"
    Post.objects.filter(pk=tong.post_id).update(hall=changli)
    as_person(tong)("""mutation { registerSource(input: {hall: "130322", code: "spj", name: "x"}) { token } }""")
    seen = [{"node": {"kind": "SOURCE_REGISTERED", "subject": "spj"}}]
    for actor in (tong, han):
        assert as_person(actor)(looking).data["adminActs"]["edges"] == seen, actor.role
        assert b"spj" in as_person(actor).client.get(file).content
    for actor, code in ((lin, "FORBIDDEN"), (zhao, "FORBIDDEN"), (qian, "NOT_FOUND")):
        assert as_person(actor)(looking).codes == [code], actor.role
        assert as_person(actor).client.get(file).status_code == 404
    assert as_nobody().client.get(file).status_code == 404


def test_a_hall_lists_who_looked_into_it(
    changli: Hall, lin: Actor, zhao: Actor, han: Actor, qian: Actor, tong: Actor
) -> None:
    looking = '{ looks(hall: "130322") { edges { node { personName fromHall subject } } } }'
    file = "/api/v1/halls/130322/looks.csv"
    Post.objects.filter(pk=tong.post_id).update(hall=changli)
    assert as_person(zhao)('{ items(hall: "130322") { edges { node { code } } } }').codes == []
    edges = as_person(tong)(looking).data["looks"]["edges"]
    assert [one["node"] for one in edges] == [{"personName": "赵立新", "fromHall": "秦皇岛市", "subject": "items"}]
    csv = as_person(tong).client.get(file).content.decode("utf-8-sig")
    assert "赵立新,秦皇岛市,items" in csv
    # Who supervises from above sees it as well, and his own look stands in it.
    assert as_person(han)(looking).data["looks"]["edges"][0]["node"]["subject"] == "looks"
    for actor, code in ((lin, "FORBIDDEN"), (zhao, "FORBIDDEN"), (qian, "NOT_FOUND")):
        assert as_person(actor)(looking).codes == [code], actor.role
        assert as_person(actor).client.get(file).status_code == 404
    assert as_nobody().client.get(file).status_code == 404
