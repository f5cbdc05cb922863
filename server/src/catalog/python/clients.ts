/** Models of clients that talk to one kind of service: file transfer, remote shells, messengers, clouds, repositories. */
import type { Model } from '../model';

const paramiko = 'https://docs.paramiko.org/en/stable/api/';
const sftp = ['paramiko.SSHClient().open_sftp()', 'paramiko.SFTPClient.from_transport()', 'pysftp.Connection()'];
const s3 = 'https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/s3.html';
const bots = ['telegram.Bot()', 'telebot.TeleBot()', 'telegram.ext.Updater().bot'];
/** Clients that log in as a user or a bot. */
const users = ['telethon.TelegramClient()', 'telethon.sync.TelegramClient()', 'pyrogram.Client()'];
const chats = ['telebot.TeleBot()', 'telebot.async_telebot.AsyncTeleBot()'];
const hooks = ['discord.Webhook.from_url()', 'discord.SyncWebhook.from_url()', 'dhooks.Webhook()', 'discord_webhook.DiscordWebhook()'];
const repositories = 'https://gitpython.readthedocs.io/en/stable/reference.html';

export const CLIENTS: readonly Model[] = [
  { call: 'wget.download', signature: 'url, out, bar', sinks: { network: 'url' }, source: 'network', returns: [], saves: 'out', facts: 'https://pypi.org/project/wget/' },
  { call: ['pycurl.Curl().setopt'], signature: 'option, value', sinks: { network: 'value' }, returns: [], facts: 'https://pycurl.io/docs/latest/curlobject.html#pycurl.Curl.setopt' },
  { call: 'pycurl.Curl().perform_rs', source: 'network', returns: [], facts: 'https://pycurl.io/docs/latest/curlobject.html' },
  { call: 'websocket.WebSocketApp', signature: 'url, header, on_open, on_message', sinks: { network: 'url' }, callsLater: 'on_message', gives: 'network', returns: [], facts: 'https://websocket-client.readthedocs.io/en/latest/app.html' },
  { call: ['websocket.create_connection', 'websockets.connect', 'websockets.sync.client.connect'], signature: 'url', sinks: { network: 'url' }, returns: [], result: 'websocket.WebSocket()', facts: 'https://websocket-client.readthedocs.io/en/latest/core.html' },
  { call: 'websocket.WebSocket().send', signature: 'payload', sinks: { network: 'payload' }, returns: [], facts: 'https://websocket-client.readthedocs.io/en/latest/core.html' },
  { call: 'websocket.WebSocket().recv', source: 'network', returns: [], facts: 'https://websocket-client.readthedocs.io/en/latest/core.html' },
  { call: ['socketio.Client().connect', 'socketio.AsyncClient().connect'], signature: 'url, headers', sinks: { network: 'url' }, returns: [], facts: 'https://python-socketio.readthedocs.io/en/stable/client.html' },
  { call: ['socketio.Client().emit', 'socketio.AsyncClient().emit'], signature: 'event, data', sinks: { network: 'data' }, returns: [], facts: 'https://python-socketio.readthedocs.io/en/stable/client.html' },
  { call: ['paho.mqtt.client.Client().publish', 'paho.mqtt.publish.single'], signature: 'topic, payload', sinks: { network: 'payload' }, returns: [], facts: 'https://eclipse.dev/paho/files/paho.mqtt.python/html/client.html' },
  { call: ['scapy.all.send', 'scapy.all.sendp', 'scapy.all.sr', 'scapy.all.sr1', 'scapy.all.srp'], signature: 'x', sinks: { network: 'x' }, source: 'network', returns: [], facts: 'https://scapy.readthedocs.io/en/latest/usage.html#sending-packets' },
  { call: ['scapy.all.sniff', 'scapy.all.AsyncSniffer'], signature: 'count', sinks: { capture: '' }, source: 'network', returns: [], facts: 'https://scapy.readthedocs.io/en/latest/usage.html#sniffing' },
  // Remote shells and files.
  { call: ['paramiko.SSHClient().connect', 'paramiko.Transport', 'pysftp.Connection'], signature: 'hostname, port, username, password', sinks: { network: 'hostname' }, returns: [], facts: `${paramiko}client.html#paramiko.client.SSHClient.connect` },
  { call: 'paramiko.SSHClient().exec_command', signature: 'command', sinks: { network: 'command' }, source: 'network', returns: [], facts: `${paramiko}client.html#paramiko.client.SSHClient.exec_command` },
  { call: sftp.map((path) => `${path}.put`), signature: 'localpath, remotepath', sinks: { network: 'localpath' }, returns: [], facts: `${paramiko}sftp.html#paramiko.sftp_client.SFTPClient.put` },
  { call: sftp.map((path) => `${path}.putfo`), signature: 'fl, remotepath', sinks: { network: 'fl' }, returns: [], facts: `${paramiko}sftp.html#paramiko.sftp_client.SFTPClient.putfo` },
  { call: sftp.map((path) => `${path}.get`), signature: 'remotepath, localpath', sinks: { network: 'remotepath' }, source: 'network', returns: [], saves: 'localpath', facts: `${paramiko}sftp.html#paramiko.sftp_client.SFTPClient.get` },
  { call: ['fabric.Connection().run', 'fabric.Connection().sudo'], signature: 'command', sinks: { network: 'command' }, source: 'network', returns: [], facts: 'https://docs.fabfile.org/en/stable/api/connection.html' },
  { call: 'fabric.Connection().put', signature: 'local, remote', sinks: { network: 'local' }, returns: [], facts: 'https://docs.fabfile.org/en/stable/api/connection.html' },
  { call: 'scp.SCPClient().put', signature: 'files, remote_path', sinks: { network: 'files' }, returns: [], facts: 'https://github.com/jbardin/scp.py' },
  // Messengers.
  { call: bots.map((path) => `${path}.send_message`), signature: 'chat_id, text', sinks: { network: 'text' }, returns: [], facts: 'https://docs.python-telegram-bot.org/en/stable/telegram.bot.html' },
  { call: users.flatMap((path) => [`${path}.send_message`]), signature: 'entity, message', sinks: { network: 'message' }, returns: [], facts: 'https://docs.telethon.dev/en/stable/modules/client.html#telethon.client.messages.MessageMethods.send_message' },
  { call: users.flatMap((path) => [`${path}.send_file`, `${path}.send_document`, `${path}.send_photo`]), signature: 'entity, file', sinks: { network: 'file' }, returns: [], facts: 'https://docs.telethon.dev/en/stable/modules/client.html#telethon.client.uploads.UploadMethods.send_file' },
  { call: chats.map((path) => `${path}.reply_to`), signature: 'message, text', sinks: { network: 'text' }, returns: [], facts: 'https://pytba.readthedocs.io/en/latest/sync_version/index.html' },
  { call: bots.map((path) => `${path}.send_document`), signature: 'chat_id, document', sinks: { network: 'document' }, returns: [], facts: 'https://docs.python-telegram-bot.org/en/stable/telegram.bot.html' },
  { call: bots.map((path) => `${path}.send_photo`), signature: 'chat_id, photo', sinks: { network: 'photo' }, returns: [], facts: 'https://docs.python-telegram-bot.org/en/stable/telegram.bot.html' },
  { call: ['discord.Webhook.from_url', 'discord.SyncWebhook.from_url', 'dhooks.Webhook'], signature: 'url', returns: [], remembers: 'url', facts: 'https://discordpy.readthedocs.io/en/stable/api.html#discord.Webhook' },
  { call: 'discord_webhook.DiscordWebhook', signature: 'url, content, embeds', sinks: { network: 'url' }, returns: ['content', 'embeds'], facts: 'https://github.com/lovvskillz/python-discord-webhook' },
  { call: hooks.map((path) => `${path}.send`), signature: 'content, username, file, embed', sinks: { network: 'content' }, returns: [], facts: 'https://discordpy.readthedocs.io/en/stable/api.html#discord.Webhook.send' },
  { call: hooks.map((path) => `${path}.execute`), sinks: { network: '' }, returns: [], facts: 'https://github.com/lovvskillz/python-discord-webhook' },
  { call: ['discord.Client().run', 'discord.ext.commands.Bot().run'], signature: 'token', sinks: { network: 'token' }, returns: [], facts: 'https://discordpy.readthedocs.io/en/stable/api.html#discord.Client.run' },
  { call: ['slack_sdk.WebClient().chat_postMessage', 'slack.WebClient().chat_postMessage'], signature: 'channel, text', sinks: { network: 'text' }, returns: [], facts: 'https://docs.slack.dev/reference/methods/chat.postMessage' },
  // What messengers hand to the functions that a program registers with them was typed by somebody else. Most are decorators.
  { call: chats.flatMap((path) => ['message_handler', 'edited_message_handler', 'callback_query_handler', 'channel_post_handler', 'inline_handler'].map((name) => `${path}.${name}()`)), signature: 'handler', callsLater: 'handler', gives: 'network', returns: ['handler'], facts: 'https://pytba.readthedocs.io/en/latest/types.html' },
  { call: ['aiogram.Dispatcher()', 'aiogram.Router()'].flatMap((path) => ['message_handler', 'callback_query_handler', 'message', 'callback_query', 'edited_message'].map((name) => `${path}.${name}()`)), signature: 'callback', callsLater: 'callback', gives: 'network', returns: ['callback'], facts: 'https://docs.aiogram.dev/en/latest/dispatcher/router.html' },
  { call: ['pyrogram.Client().on_message()', 'telethon.TelegramClient().on()', 'telethon.sync.TelegramClient().on()'], signature: 'func', callsLater: 'func', gives: 'network', returns: ['func'], facts: 'https://docs.telethon.dev/en/stable/modules/client.html#telethon.client.updates.UpdateMethods.on' },
  { call: ['telegram.ext.CommandHandler', 'telegram.ext.MessageHandler', 'telegram.ext.CallbackQueryHandler'], signature: 'command, callback', callsLater: 'callback', gives: 'network', returns: [], facts: 'https://docs.python-telegram-bot.org/en/stable/telegram.ext.commandhandler.html' },
  { call: ['discord.Client()', 'discord.ext.commands.Bot()', 'discord.AutoShardedClient()'].map((path) => `${path}.event`), signature: 'coro', callsLater: 'coro', gives: 'network', returns: ['coro'], facts: 'https://discordpy.readthedocs.io/en/stable/api.html#discord.Client.event' },
  { call: ['command', 'listen', 'hybrid_command', 'slash_command', 'tree.command'].map((name) => `discord.ext.commands.Bot().${name}()`), signature: 'func', callsLater: 'func', gives: 'network', returns: ['func'], facts: 'https://discordpy.readthedocs.io/en/stable/ext/commands/api.html#discord.ext.commands.Bot.command' },
  { call: ['slack_bolt.App()', 'slack_bolt.async_app.AsyncApp()'].flatMap((path) => ['message', 'command', 'event'].map((name) => `${path}.${name}()`)), signature: 'func', callsLater: 'func', gives: 'network', returns: ['func'], facts: 'https://docs.slack.dev/tools/bolt-python/concepts/message-listening' },
  { call: ['socketio.Client()', 'socketio.AsyncClient()'].flatMap((path) => [`${path}.on()`, `${path}.event`]), signature: 'handler', callsLater: 'handler', gives: 'network', returns: ['handler'], facts: 'https://python-socketio.readthedocs.io/en/stable/client.html' },
  // Clouds.
  { call: ['boto3.client().upload_file', 'boto3.client().upload_fileobj'], signature: 'Filename, Bucket, Key', sinks: { network: 'Filename' }, returns: [], facts: `${s3}` },
  { call: ['boto3.client().put_object', 'boto3.client().publish', 'boto3.client().send_message'], signature: 'Body, Bucket, Key', sinks: { network: 'Body' }, returns: [], facts: `${s3}` },
  { call: 'boto3.client().download_file', signature: 'Bucket, Key, Filename', sinks: { network: 'Key' }, source: 'network', returns: [], saves: 'Filename', facts: `${s3}` },
  { call: 'boto3.client().get_object', signature: 'Bucket, Key', sinks: { network: 'Key' }, source: 'network', returns: [], facts: `${s3}` },
  { call: ['dropbox.Dropbox().files_upload'], signature: 'f, path', sinks: { network: 'f' }, returns: [], facts: 'https://dropbox-sdk-python.readthedocs.io/en/latest/api/dropbox.html' },
  { call: ['pymongo.MongoClient', 'redis.Redis', 'redis.StrictRedis', 'mysql.connector.connect', 'psycopg2.connect'], signature: 'host', sinks: { network: 'host' }, returns: [], facts: 'https://pymongo.readthedocs.io/en/stable/api/pymongo/mongo_client.html' },
  { call: ['docker.from_env().containers.run', 'docker.DockerClient().containers.run'], signature: 'image, command', sinks: { process: 'command' }, source: 'process-output', returns: [], facts: 'https://docker-py.readthedocs.io/en/stable/containers.html' },
  // Repositories.
  { call: ['git.Repo.clone_from', 'git.repo.base.Repo.clone_from'], signature: 'url, to_path', sinks: { network: 'url' }, returns: [], facts: `${repositories}#git.repo.base.Repo.clone_from` },
  { call: ['dulwich.porcelain.clone', 'pygit2.clone_repository'], signature: 'source, target', sinks: { network: 'source' }, returns: [], facts: 'https://www.dulwich.io/docs/api/dulwich.porcelain.html' },
  { call: ['dulwich.porcelain.push'], signature: 'repo, remote_location', sinks: { network: 'remote_location' }, returns: [], facts: 'https://www.dulwich.io/docs/api/dulwich.porcelain.html' },
  { call: ['huggingface_hub.hf_hub_download', 'huggingface_hub.snapshot_download'], signature: 'repo_id, filename', sinks: { network: 'repo_id' }, source: 'network', returns: [], facts: 'https://huggingface.co/docs/huggingface_hub/package_reference/file_download' },
  { call: 'gdown.download', signature: 'url, output', sinks: { network: 'url' }, source: 'network', returns: [], saves: 'output', facts: 'https://github.com/wkentaro/gdown' },
];
