import { render } from 'preact'
import { App } from './app.tsx'
import { Gallery } from './gallery.tsx'
import 'virtual:emoji-font.css'
import './css/theme.css'
import './css/frame.css'
import './css/conversation.css'
import './css/blocks.css'
import './css/elements.css'
import './css/panels.css'

const theme = localStorage.getItem('practice.theme')
if (theme !== null) document.documentElement.dataset['theme'] = theme

const root = document.getElementById('page')
if (root === null) throw new Error('index.html has no #page')
render(location.pathname.startsWith('/gallery') ? <Gallery /> : <App />, root)
