from sqlalchemy import Column, Integer, String, literal, select
print(select(literal(2**70)))
print(select(literal(2**70)).compile(compile_kwargs={"literal_binds": True}))
print(session.execute(select(literal(2**70))).scalar())
