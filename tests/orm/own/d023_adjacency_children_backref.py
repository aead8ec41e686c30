from typing import List, Optional
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, backref

class Base(DeclarativeBase):
    pass

class Folder(Base):
    __tablename__ = "folders"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    parent_id: Mapped[Optional[int]] = mapped_column(ForeignKey("folders.id"))
    children: Mapped[List["Folder"]] = relationship("Folder", backref=backref("parent", remote_side=[id]))

    def path(self):
        if self.parent is None:
            return "/" + self.name
        return self.parent.path() + "/" + self.name

root = Folder(name="home")
docs = Folder(name="docs", parent=root)
root.children.append(Folder(name="music"))
docs.children.append(Folder(name="old"))
session.add(root)
session.commit()
for f in session.scalars(select(Folder).order_by(Folder.id)):
    print(f.id, f.path(), f.parent_id, [c.name for c in f.children])
print(session.scalars(select(Folder).where(Folder.parent == None)).one().name)
print(session.scalars(select(Folder).where(Folder.parent.has(name="docs"))).one().name)
print([f.name for f in session.scalars(select(Folder).where(Folder.children.any()).order_by(Folder.name))])
