class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(30), nullable=False)
    stars = db.Column(db.Integer, default=0)
    folder_id = db.Column(db.ForeignKey('folder.id'))

    def __repr__(self):
        return f'<Note {self.title}>'

class Folder(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(30))
    notes = db.relationship(Note, backref='folder')

db.session.add_all([Folder(name='home', notes=[Note(title='milk', stars=1), Note(title='bills')]), Folder(name='work', notes=[Note(title='report', stars=5)]), Note(title='loose')])
db.session.commit()
run = db.session.execute
stmt = db.select(Note).order_by(Note.id)
print(run(stmt).all())
print(run(stmt).scalars().all(), run(stmt).scalars().first(), run(stmt.limit(1)).scalar())
print(db.session.scalars(stmt.filter_by(folder_id=None)).one(), db.session.scalar(db.select(db.func.count(Note.id))))
print(run(db.select(Note.title, Note.stars).where(Note.stars > 0)).mappings().all())
for note, folder in run(db.select(Note, Folder).join(Note.folder, isouter=True).order_by(Note.id)):
    print(note.title, folder.name if folder else '-')
result = run(db.select(Folder.name, db.func.sum(Note.stars).label('stars')).join(Folder.notes).group_by(Folder.name).order_by(db.text('stars')))
print(result.keys())
print([row._asdict() for row in result])
print(run(db.select(Note.id)).scalars().fetchmany(2), run(stmt).scalars().unique().all()[-1])
try:
    run(stmt).scalar_one()
except Exception as e:
    print(type(e).__name__, e)
try:
    db.one_or_404(db.select(Note).filter_by(title='none'))
except Exception as e:
    print(type(e).__name__, e)
try:
    db.get_or_404(Note, 50, description='no such note')
except Exception as e:
    print(e)
p = db.paginate(db.select(Note).order_by(Note.title), page=2, per_page=3)
print(p.items, p.total, p.pages, p.has_prev, p.has_next, [n for n in p.iter_pages()])
res = run(stmt)
res.close()
try:
    res.all()
except Exception as e:
    print(type(e).__name__, e)
print(db.first_or_404(stmt).title, run(db.update(Note).where(Note.stars == 0).values(stars=1)).rowcount)
db.session.commit()
print(db.session.scalars(db.select(Note.stars).distinct().order_by(Note.stars)).all())
