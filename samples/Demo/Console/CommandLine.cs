namespace AllSolutionsExchange.Demo.Console;

/// <summary>The arguments of a script as they stand on a command line: <c>-Name value</c>, or <c>-Name</c> alone for a switch.</summary>
internal static class CommandLine
{
    public static Dictionary<string, object?> Parameters(ReadOnlySpan<string> arguments)
    {
        var parameters = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < arguments.Length; index++)
        {
            if (!IsName(arguments[index]))
            {
                throw new ArgumentException($"'{arguments[index]}' stands where a parameter's name is expected.", nameof(arguments));
            }

            var hasValue = index + 1 < arguments.Length && !IsName(arguments[index + 1]);
            parameters[arguments[index][1..]] = hasValue ? arguments[++index] : true;
        }

        return parameters;
    }

    private static bool IsName(string argument) => argument.Length > 1 && argument[0] == '-' && char.IsLetter(argument[1]);
}
