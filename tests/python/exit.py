import sys
print('before')
try:
    sys.exit('bye')
except SystemExit as e:
    print('exit', e, e.code)
sys.exit(3)
