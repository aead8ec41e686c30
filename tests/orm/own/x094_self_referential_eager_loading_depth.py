from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, contains_eager, joinedload, mapped_column, relationship, selectinload

class Base(DeclarativeBase):
    pass

class Category(Base):
    __tablename__ = "category"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    parent: Mapped["Category | None"] = relationship(back_populates="children", remote_side="Category.id")
    children: Mapped[list["Category"]] = relationship(back_populates="parent", order_by="Category.name", cascade="all")

    def tree(self, depth=0):
        lines = ["-" * depth + self.name]
        for child in self.children:
            lines += child.tree(depth + 1)
        return lines

shop = Category(name="shop", children=[
    Category(name="food", children=[Category(name="bread"), Category(name="fruit", children=[Category(name="apple")])]),
    Category(name="books"),
])
session.add(shop)
session.commit()
session.expunge_all()
top = session.scalars(select(Category).where(Category.parent == None).options(selectinload(Category.children, recursion_depth=-1))).one()
print("\n".join(top.tree()))
session.expunge_all()
top = session.scalars(select(Category).where(Category.parent_id.is_(None)).options(joinedload(Category.children).joinedload(Category.children))).unique().one()
print([[g.name for g in c.children] for c in top.children])
session.expunge_all()
parent = aliased(Category, name="parent")
stmt = select(Category).join(parent, Category.parent).options(contains_eager(Category.parent.of_type(parent))).order_by(Category.id)
print([(c.name, c.parent.name) for c in session.scalars(stmt)])
session.expunge_all()
apple = session.scalars(select(Category).filter_by(name="apple").options(joinedload(Category.parent).joinedload(Category.parent))).one()
print(apple.parent.parent.name, apple.parent.parent.parent.name)
print(session.scalars(select(Category.name).where(Category.children.any(Category.name == "bread"))).all())
print(session.scalars(select(Category.name).where(~Category.children.any()).order_by(Category.name)).all())
print(session.scalars(select(Category.name).where(Category.parent.has(Category.parent.has()))).all())
food = session.scalars(select(Category).filter_by(name="food")).one()
food.parent = None
session.commit()
session.delete(food)
session.commit()
print(session.scalars(select(Category.name).order_by(Category.id)).all())
shop = session.get(Category, 1)
shop.children.append(shop)
try:
    session.commit()
except Exception as e:
    print(type(e).__name__, e)
