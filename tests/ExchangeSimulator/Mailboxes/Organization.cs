using System.Collections.Concurrent;

namespace ExchangeSimulator.Mailboxes;

/// <summary>All mailboxes, by address and by guid, and what the directory says of them.</summary>
internal sealed class Organization
{
    private readonly ConcurrentDictionary<string, MailboxStore> _byAddress = new(StringComparer.OrdinalIgnoreCase);
    private readonly SimulatorOptions _options;
    private readonly List<string> _addresses;
    private int _recreated;

    public Organization(SimulatorOptions options, string? accountAddress)
    {
        _options = options;
        _addresses = [.. options.Mailboxes];
        if (accountAddress is not null && !_addresses.Contains(accountAddress, StringComparer.OrdinalIgnoreCase))
        {
            _addresses.Add(accountAddress);
        }

        foreach (var (index, address) in _addresses.Index())
        {
            _byAddress[address] = NewStore(address, index);
            if (index < options.Mailboxes.Count)
            {
                SampleCalendar.Fill(_byAddress[address], options, index);
            }
        }
    }

    /// <summary>Primary SMTP addresses, the account's own last.</summary>
    public IReadOnlyList<string> Addresses => _addresses;

    public MailboxStore? Find(string address) => _byAddress.GetValueOrDefault(address);

    public MailboxStore? Find(Guid guid) => _byAddress.Values.FirstOrDefault(m => m.Guid == guid);

    /// <summary>The security identifier that the directory gives a mailbox's user.</summary>
    public string SidOf(string address) =>
        $"S-1-5-21-1004336348-1177238915-682003330-"
        + $"{1100 + _addresses.FindIndex(a => a.Equals(address, StringComparison.OrdinalIgnoreCase))}";

    /// <summary>Puts another, empty mailbox behind an address.</summary>
    public void Recreate(string address) => _byAddress[address] = NewStore(address, 10_000 + Interlocked.Increment(ref _recreated));

    private MailboxStore NewStore(string address, int index) => new(address, _options.Seed * 100_003 + index, _options);
}
