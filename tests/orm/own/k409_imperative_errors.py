from sqlalchemy import Table, Column, Integer, String
from sqlalchemy.orm import registry

reg = registry()
users = Table("users", reg.metadata, Column("id", Integer, primary_key=True), Column("name", String))
tags = Table("tags", reg.metadata, Column("id", Integer, primary_key=True))

class User:
    pass

reg.map_imperatively(User, users)
session.add(User(name="x"))
session.commit()
class Plain:
    pass

class Other:
    pass

class Third:
    pass

plain = Table("plain", reg.metadata, Column("a", Integer), Column("b", Integer))
for make in (
    lambda: reg.map_imperatively(User, users),
    lambda: reg.map_imperatively(Plain, plain),
    lambda: reg.map_imperatively(Other),
    lambda: reg.map_imperatively(Third, tags, wrong=1),
    lambda: reg.map_imperatively("Third", tags),
    lambda: User.nothing,
    lambda: session.add(object()),
    lambda: reg.map_imperatively(),
):
    try:
        make()
        print("fine")
    except Exception as e:
        print(type(e).__name__, e)

