using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;

namespace FrameworkHost;

/// <summary>What the simulated Exchange prints when it starts.</summary>
[DataContract]
internal sealed class SimulatorLine
{
    [DataMember(Name = "url")]
    public string Url { get; set; } = "";

    [DataMember(Name = "thumbprint")]
    public string Thumbprint { get; set; } = "";

    [DataMember(Name = "account")]
    public string Account { get; set; } = "";

    [DataMember(Name = "password")]
    public string Password { get; set; } = "";

    [DataMember(Name = "mailboxes")]
    public string[] Mailboxes { get; set; } = [];

    /// <summary>How many appointments each calendar has at the start, <c>--items</c>.</summary>
    public int Items => 3;

    public static SimulatorLine Read(string path)
    {
        using var file = File.OpenRead(path);
        return (SimulatorLine)new DataContractJsonSerializer(typeof(SimulatorLine)).ReadObject(file)!;
    }
}
