from typing import List
from sqlalchemy import ForeignKey, event, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload, with_loader_criteria

class SoftDelete:
    deleted: Mapped[bool] = mapped_column(default=False)

class Folder(SoftDelete, Base):
    __tablename__ = "folders"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    mails: Mapped[List["Mail"]] = relationship(back_populates="folder", order_by="Mail.id")

class Mail(SoftDelete, Base):
    __tablename__ = "mails"
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    folder_id: Mapped[int] = mapped_column(ForeignKey("folders.id"))
    folder: Mapped["Folder"] = relationship(back_populates="mails")

session.add_all([
    Folder(name="inbox", mails=[Mail(subject="hello"), Mail(subject="spam", deleted=True), Mail(subject="bill")]),
    Folder(name="old", deleted=True, mails=[Mail(subject="1999")]),
])
session.commit()
session.expunge_all()

opt = with_loader_criteria(Mail, Mail.deleted == False)
print(session.scalars(select(Mail.subject).options(opt).order_by(Mail.id)).all())
inbox = session.scalars(select(Folder).options(selectinload(Folder.mails), opt).where(Folder.name == "inbox")).one()
print([m.subject for m in inbox.mails])
session.expunge_all()

inbox = session.scalars(select(Folder).options(opt).where(Folder.name == "inbox")).one()
print([m.subject for m in inbox.mails])
session.expunge_all()

both = with_loader_criteria(SoftDelete, lambda cls: cls.deleted == False, include_aliases=True)
stmt = select(Folder.name, Mail.subject).join(Folder.mails).options(both).order_by(Mail.id)
print(session.execute(stmt).all())

with Session(engine) as s:
    @event.listens_for(s, "do_orm_execute")
    def hide_deleted(state):
        if state.is_select and not state.is_column_load and not state.is_relationship_load \
                and not state.execution_options.get("include_deleted", False):
            state.statement = state.statement.options(
                with_loader_criteria(SoftDelete, lambda cls: cls.deleted.is_(False), include_aliases=True))

    print([f.name for f in s.scalars(select(Folder))])
    print([m.subject for m in s.scalars(select(Folder)).one().mails])
    everything = select(Folder).order_by(Folder.id).execution_options(include_deleted=True)
    print([f.name for f in s.scalars(everything)])
    print(s.query(Mail).count())
