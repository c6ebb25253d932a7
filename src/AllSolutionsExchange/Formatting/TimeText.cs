using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;

namespace AllSolutionsExchange.Formatting;

/// <summary>
/// The ToString of a time that PowerShell finds before the one of DateTime. Without a format it writes the year first, and Z behind UTC:
/// Export-Csv takes it, and in the current culture's order nobody could tell day and month. Of a day it writes no time.
/// </summary>
internal sealed class TimeText : PSMethodInfo
{
    private readonly DateTime _time;
    private readonly bool _isDay;

    public TimeText(DateTime time, bool isDay)
    {
        _time = time;
        _isDay = isDay;
        SetMemberName(nameof(ToString));
    }

    /// <inheritdoc />
    public override PSMemberTypes MemberType => PSMemberTypes.CodeMethod;

    /// <inheritdoc />
    public override string TypeNameOfValue => typeof(string).FullName!;

    // More than one, so that PowerShell hands a format on.
    /// <inheritdoc />
    public override Collection<string> OverloadDefinitions =>
        ["string ToString()", "string ToString(string format)", "string ToString(string format, System.IFormatProvider provider)"];

    /// <inheritdoc />
    public override PSMemberInfo Copy() => new TimeText(_time, _isDay);

    /// <inheritdoc />
    public override object Invoke(params object[] arguments)
    {
        var values = (arguments ?? []).Select(value => value is PSObject wrapped ? wrapped.BaseObject : value).ToList();
        var provider = values.OfType<IFormatProvider>().FirstOrDefault() ?? CultureInfo.CurrentCulture;
        return values.OfType<string>().FirstOrDefault() is { Length: > 0 } format
            ? _time.ToString(format, provider)
            : _time.ToString(_isDay ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);
    }
}
