from sqlalchemy import Column, Integer, String, func, or_

class Word(Base):
    __tablename__ = 'words'
    id = Column(Integer, primary_key=True)
    text = Column(String)
    lang = Column(String(2))

session.add_all([Word(text=t, lang=l) for t, l in [('Haus', 'de'), ('house', 'en'), ('100%', None), ('a_b', 'xx'), ('mouse', 'en')]])
session.commit()

def run(*criteria):
    print([w.text for w in session.query(Word).filter(*criteria).order_by(Word.id)])

run(Word.text.contains('ous'))
run(Word.text.contains('%', autoescape=True))
run(Word.text.like('a\\_%', escape='\\'))
run(Word.text.like('_ouse'))
run(Word.text.notlike('%ouse'))
run(Word.text.ilike('H%'))
run(func.lower(Word.text) == 'haus')
run(func.length(Word.text) > 4)
run(Word.lang.in_([]))
run(Word.lang.in_(['en', 'de']), Word.text.endswith('e'))
run(Word.lang.not_in(['en']))
run(or_(Word.lang != 'en', Word.lang.is_(None)))
run(Word.lang.is_distinct_from('en'))
run(Word.text.icontains('HOUSE'))
run(Word.id.in_(session.query(Word.id).filter(Word.lang == 'en')))
run(func.substr(Word.text, 1, 1) == 'm')
run(Word.text.collate('NOCASE') == 'HAUS')
print(session.query(Word.text.concat('?')).filter(Word.id == 1).scalar(), session.query(func.replace(Word.text, 'ouse', 'ice')).filter(Word.id == 5).scalar())
run(Word.text.in_('Haus'))
