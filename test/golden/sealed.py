# Writes sealed.json: files sealed by Debian's age, with a test identity. Run: python3 test/golden/sealed.py (needs age; the passphrase goes through a pty).
import base64, json, os, pty, subprocess, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PLAINTEXT, PASSPHRASE = 'who bought what, größer: 4.20 €\n', 'Zwölf Boxkämpfer 12'


def by_passphrase(args):
    pid, fd = pty.fork()
    if pid == 0:
        os.execvp('age', ['age', *args])
    for _ in range(2):
        os.write(fd, f'{PASSPHRASE}\n'.encode())
    try:
        while os.read(fd, 1024):
            pass
    except OSError:
        pass
    assert os.waitpid(pid, 0)[1] == 0


with tempfile.TemporaryDirectory() as folder:
    plain, key, out = (os.path.join(folder, name) for name in ('plain', 'key', 'out'))
    with open(plain, 'w', encoding='utf-8') as file:
        file.write(PLAINTEXT)
    subprocess.run(['age-keygen', '-o', key], check=True, capture_output=True)
    recipient = subprocess.run(['age-keygen', '-y', key], check=True, capture_output=True, text=True).stdout.strip()
    with open(key) as file:
        identity = file.read().strip().split('\n')[-1]
    read = lambda: base64.b64encode(open(out, 'rb').read()).decode()
    subprocess.run(['age', '-r', recipient, '-o', out, plain], check=True)
    binary = read()
    subprocess.run(['age', '-a', '-r', recipient, '-o', out, plain], check=True)
    armored = open(out).read()
    os.remove(out)
    by_passphrase(['-p', '-o', out, plain])
    golden = {
        'made': 'age ' + subprocess.run(['age', '--version'], check=True, capture_output=True, text=True).stdout.strip(),
        'plaintext': PLAINTEXT,
        'identity': identity,
        'recipient': recipient,
        'base64': binary,
        'armored': armored,
        'passphrase': PASSPHRASE,
        'byPassphrase': read(),
    }
with open(os.path.join(HERE, 'sealed.json'), 'w', encoding='utf-8') as file:
    json.dump(golden, file, indent=2, ensure_ascii=False)
    file.write('\n')
