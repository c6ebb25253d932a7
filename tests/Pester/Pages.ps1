# The commands that a page or the help tells an admin to type.

# Those of a page, in the order in which they are on it: each statement of a block, and what is a whole command within a line.
function Get-PageCommand([string] $Path) {
    $text = [IO.File]::ReadAllText($Path)
    foreach ($match in [regex]::Matches($text, '(?s)```powershell\n(?<block>.*?)```|(?<!`)`(?<line>[A-Z][a-z]+-[A-Z]\w+ [^`\n]*)`')) {
        if ($match.Groups['line'].Success) { $match.Groups['line'].Value } else { Split-Script $match.Groups['block'].Value }
    }
}

# Those of the examples of a command's help. An example may be several statements, which belong together.
function Get-ExampleCommand([string] $Command) {
    (Get-Help $Command -Examples).examples.example | ForEach-Object { $_.code.Trim() }
}

function Split-Script([string] $Script) {
    $problems = $null
    $tree = [Management.Automation.Language.Parser]::ParseInput($Script, [ref] $null, [ref] $problems)
    if ($problems) { throw "This is no script: $Script" }
    $tree.EndBlock.Statements | ForEach-Object { $_.Extent.Text }
}
