from typing import Optional, Set
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

class Toolbox(Base):
    __tablename__ = "toolbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    colour: Mapped[str]
    tools: Mapped[Set["Tool"]] = relationship(back_populates="toolbox")

class Tool(Base):
    __tablename__ = "tool"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    toolbox_id: Mapped[Optional[int]] = mapped_column(ForeignKey("toolbox.id"))
    toolbox: Mapped[Optional["Toolbox"]] = relationship(back_populates="tools")

def names(s):
    return sorted(t.name for t in s)

saw, drill, plane, file = [Tool(name=n) for n in ["saw", "drill", "plane", "file"]]
session.add_all([saw, drill, plane, file])
red = Toolbox(colour="red", tools={saw, drill})
red.tools.add(drill)
red.tools |= {plane}
session.add(red)
session.commit()
print(len(red.tools), names(red.tools), drill in red.tools, isinstance(red.tools, set))

blue = Toolbox(colour="blue", tools={plane, file})
session.add(blue)
print(names(red.tools), names(blue.tools), red.tools.isdisjoint(blue.tools))
print(names(red.tools | blue.tools), names(red.tools - {saw}), {saw} < red.tools)
red.tools.discard(file)
red.tools.remove(saw)
session.commit()
print(names(red.tools), saw.toolbox, plane.toolbox.colour)
blue.tools.update([saw, plane])
blue.tools.difference_update({file})
session.commit()
print(names(blue.tools), file.toolbox_id)
try:
    red.tools.append(saw)
except AttributeError as e:
    print(e)
try:
    red.tools.remove(saw)
except KeyError:
    print("not there")
try:
    red.tools = [saw]
except TypeError as e:
    print(e)
