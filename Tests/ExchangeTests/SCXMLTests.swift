import Definitions
import Diagnostics
import Exchange
import FEEL
import Statechart
import Testing
